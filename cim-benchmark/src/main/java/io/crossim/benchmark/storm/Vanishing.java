package io.crossim.benchmark.storm;

import io.crossim.benchmark.load.Refusal;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.result.Output;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Looks for users in a route's list of those online. Calls block. */
public final class Vanishing {

  private static final int PAGE = 1_000;
  private static final long POLL_MILLIS = 100;

  private final Route route;
  private final Set<Long> ids = new HashSet<>();
  private final long before;
  private int polls;

  public Vanishing(Route route, List<Account> accounts) {
    this.route = route;
    accounts.forEach(account -> ids.add(account.userId()));
    this.before = ids.stream().mapToLong(Long::longValue).min().orElse(1) - 1;
  }

  /**
   * Asks again and again until so many of the users are listed, for a while.
   *
   * @return how many were listed at last
   */
  public int await(String what, int wanted, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      int listed = listed();
      int way = ids.size() - Math.abs(wanted - listed);
      Output.progress(what, (double) way / Math.max(1, ids.size()), listed + " listed");
      if (listed == wanted || System.nanoTime() - end >= 0) {
        return listed;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** How often the whole list was asked for. */
  public int polls() {
    return polls;
  }

  private int listed() {
    polls++;
    int listed = 0;
    long after = before;
    while (true) {
      List<Account> page = page(after);
      listed += (int) page.stream().filter(account -> ids.contains(account.userId())).count();
      long last = page.isEmpty() ? after : page.get(page.size() - 1).userId();
      // A route of v2 knows no pages: it answers the whole list, in any order.
      if (page.size() != PAGE || last <= after) {
        return listed;
      }
      after = last;
    }
  }

  private List<Account> page(long after) {
    try {
      return route.online(PAGE, after).join();
    } catch (CompletionException e) {
      throw Refusal.of(e);
    }
  }
}
