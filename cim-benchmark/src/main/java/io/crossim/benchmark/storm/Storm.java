package io.crossim.benchmark.storm;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.LoadClient;
import io.crossim.benchmark.load.Receiver;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.result.Output;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Users who come back after they were thrown off, all at once. */
public final class Storm {

  /** Connections that a process takes along when it dies are closed within much less. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long POLL_MILLIS = 50;

  private final StormTally tally = new StormTally();
  private final List<Account> accounts;
  private final List<StormUser> stormUsers;
  private final Connector connector;

  /**
   * Makes one.
   *
   * @param v3 the protocol of all users
   * @param route over whose connections they log in again
   */
  public Storm(List<Account> accounts, boolean v3, Route route, Loops loops) {
    this.accounts = accounts;
    this.connector = new Connector(v3, new Returning(), loops);
    EventLoop loop = loops.group().next();
    this.stormUsers =
        IntStream.range(0, accounts.size())
            .mapToObj(i -> new StormUser(i, accounts.get(i), route, connector, loop, tally))
            .toList();
  }

  /** Connects all of them; blocks until they are accepted. */
  public List<LoadClient> connect(Users users) throws InterruptedException {
    return users.connect(accounts, connector);
  }

  /** Waits for the first connection to be closed, for a while; says whether one was. */
  public boolean awaitLoss(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (tally.lost() == 0 && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return tally.lost() > 0;
  }

  /** Waits until everybody is back and nobody more was thrown off, for a while. */
  public void awaitReturn(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() - end < 0
        && (tally.missing() > 0 || tally.quiet(System.nanoTime()) < QUIET_NANOS)) {
      int lost = Math.max(1, tally.lost());
      int back = lost - tally.missing();
      Output.progress("return", Math.min(0.99, (double) back / lost), back + " of " + lost);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    tally.end();
    Output.progress("return", 1, tally.lost() - tally.missing() + "");
  }

  /** How many were thrown off and did not come back. */
  public int missing() {
    return tally.missing();
  }

  public void put(Result result) {
    result
        .put("lostConnections", tally.lost())
        .put("missing", tally.missing())
        .put("totalMs", TimeUnit.NANOSECONDS.toMillis(tally.nanos()))
        .put("attempts", tally.attempts())
        .put("refused", tally.refusals().values().stream().mapToInt(Integer::intValue).sum())
        .put("refusedByCode", tally.refusals())
        .latency("returnMs", tally.times());
  }

  /** Lets users who were thrown off come back. */
  private final class Returning implements Receiver {

    @Override
    public void message(LoadClient client, String text) {}

    @Override
    public void closed(LoadClient client) {
      if (!tally.isOver()) {
        stormUsers.get(client.index()).lost();
      }
    }
  }
}
