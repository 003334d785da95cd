package io.crossim.benchmark.storm;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.LoadClient;
import io.crossim.benchmark.load.Refusal;
import io.crossim.benchmark.load.Route;
import io.crossim.common.retry.Backoff;
import io.crossim.route.api.Account;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** One user who comes back whenever they are thrown off. On one event loop only. */
@RequiredArgsConstructor
final class StormUser {

  /** The defaults of the client library. */
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(15));

  private final int index;
  private final Account account;
  private final Route route;
  private final Connector connector;
  private final EventLoop loop;
  private final StormTally tally;

  private int attempts;
  private long lostAt;

  /** Notes that the connection is gone. */
  void lost() {
    lostAt = System.nanoTime();
    attempts = 0;
    tally.lost(lostAt);
    tryLater();
  }

  private void tryLater() {
    attempts++;
    loop.schedule(this::attempt, BACKOFF.randomDelay(attempts).toNanos(), TimeUnit.NANOSECONDS);
  }

  private void attempt() {
    if (tally.isOver()) {
      return;
    }
    tally.attempted();
    var unused =
        route
            .login(account)
            .thenCompose(server -> connector.connect(index, account, server))
            .whenComplete((client, failure) -> loop.execute(() -> attempted(client, failure)));
  }

  private void attempted(@Nullable LoadClient client, @Nullable Throwable failure) {
    if (client != null) {
      long now = System.nanoTime();
      tally.back(now, now - lostAt);
    } else if (failure != null) {
      tally.refused(Refusal.of(failure).code());
      tryLater();
    }
  }
}
