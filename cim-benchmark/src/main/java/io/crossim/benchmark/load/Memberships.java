package io.crossim.benchmark.load;

import io.crossim.benchmark.result.Output;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;

/** Makes users members of groups, and has them read all that comes of it. */
@RequiredArgsConstructor
public final class Memberships {

  /** Members of a group besides its owner. So few are told of all who joined by one message. */
  private static final int PER_GROUP = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;

  private final LoadGroups groups;
  private final Users users;
  private final Loops loops;

  /**
   * Makes each of them a member of so many groups. Blocks until they have acknowledged that they
   * joined, so that nothing new waits for them, and leaves them offline.
   */
  public void prepare(List<Account> accounts, int perUser) throws InterruptedException {
    AtomicLong seen = new AtomicLong();
    Receiver counter = (client, text) -> seen.incrementAndGet();
    List<LoadClient> clients =
        users.connect(accounts, new Connector(/* v3= */ true, counter, loops));
    for (int from = 0; from < accounts.size(); from += PER_GROUP) {
      Account owner = users.register(1).get(0);
      int to = Math.min(accounts.size(), from + PER_GROUP);
      groups.add(groups.create(owner, perUser), accounts.subList(from, to));
    }
    await(seen, (long) accounts.size() * perUser);
    clients.forEach(LoadClient::close);
  }

  private static void await(AtomicLong seen, long wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (seen.get() < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new Refusal(
            Refusal.SILENT,
            "of %d users who joined a group %d were told within %d s"
                .formatted(wanted, seen.get(), PATIENCE.toSeconds()));
      }
      Output.progress("joined", (double) seen.get() / wanted, seen.get() + "");
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    Output.progress("joined", 1, wanted + "");
  }
}
