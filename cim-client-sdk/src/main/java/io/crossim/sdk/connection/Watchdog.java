package io.crossim.sdk.connection;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.retry.Backoff;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one client connected: notices that its connection is gone, or that its server wants to be
 * left, and has the connector make another one, one attempt at a time. All its state belongs to the
 * event loop.
 */
@Slf4j
@RequiredArgsConstructor
public final class Watchdog {

  /** A connection that has lived so long was a good one: the backoff starts anew after it. */
  private static final long STEADY_SECONDS = 10;

  private final EventLoop loop;
  private final Connector connector;
  private final Backoff backoff;
  private final int maxRetries;
  private final ConnectionEvents events;

  private @Nullable Connection current;
  private @Nullable Future<?> nextAttempt;
  private @Nullable Future<?> steady;
  private boolean wasReady;
  private boolean wasV2;
  private boolean stopped;

  /** An attempt is under way that began beside a connection. */
  private boolean moving;

  private int attempts;
  private int retries;
  private int step;

  /** Makes the first attempt. Any thread may call, once. */
  public void start() {
    Loops.execute(loop, this::attempt);
  }

  /**
   * Ends the connection and all attempts; no event follows. Any thread may call.
   *
   * @return completed when the connection is closed
   */
  public CompletableFuture<Void> stop(CimException reason) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Loops.execute(
        loop,
        () -> {
          halt();
          connector.end(reason);
          if (current == null) {
            done.complete(null);
          } else {
            current.channel().closeFuture().addListener(closed -> done.complete(null));
            Closing.close(current.channel(), reason);
          }
        });
    return done;
  }

  private void halt() {
    stopped = true;
    cancel(nextAttempt);
    cancel(steady);
  }

  private void attempt() {
    if (stopped) {
      return;
    }
    attempts++;
    connector
        .connect(wasV2, this::leave)
        .whenComplete(
            (connection, error) -> Loops.execute(loop, () -> attempted(connection, error)));
  }

  private void attempted(@Nullable Connection connection, @Nullable Throwable error) {
    if (connection != null) {
      connected(connection);
    } else if (!stopped && error != null) {
      failed(cause(error));
    }
  }

  private static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** The server asks to be left. The connection to it stays until there is one to another. */
  private void leave(Channel channel) {
    Connection from = current;
    if (stopped || moving || from == null || from.channel() != channel) {
      return;
    }
    moving = true;
    connector
        .move(from.server(), this::leave)
        .whenComplete((next, error) -> Loops.execute(loop, () -> moved(from, next, error)));
  }

  private void moved(
      Connection from, @Nullable Optional<Connection> next, @Nullable Throwable error) {
    moving = false;
    if (next != null && next.isPresent()) {
      connected(next.get());
      Closing.close(from.channel(), new UnavailableException("the client has moved", null));
    } else if (current == null && !stopped) {
      // It was lost meanwhile, and this attempt was the next one.
      failed(error == null ? Closing.reason(from.channel()) : cause(error));
    } else {
      log.debug("not moved: {}", error == null ? "the same server is chosen" : error.toString());
    }
  }

  private void connected(Connection connection) {
    if (stopped) {
      connection.channel().close();
      return;
    }
    boolean first = current == null;
    current = connection;
    wasReady = true;
    wasV2 = !connection.isV3();
    attempts = 0;
    retries = 0;
    cancel(steady);
    steady = loop.schedule(() -> step = 0, STEADY_SECONDS, TimeUnit.SECONDS);
    if (first) {
      events.ready(connection);
    } else {
      events.moved(connection);
    }
    connection.channel().closeFuture().addListener(closed -> lost(connection));
  }

  private void lost(Connection connection) {
    if (connection != current) {
      return; // it was left
    }
    current = null;
    cancel(steady);
    if (stopped) {
      return;
    }
    Throwable cause = Closing.reason(connection.channel());
    if (cause instanceof KickedException kicked && !isByOurselves(kicked)) {
      halt();
      events.gaveUp(kicked);
      return;
    }
    events.lost(cause);
    if (!moving) {
      retry(cause);
    }
  }

  /** While the client moves, the successor of its session is most likely its own. */
  private boolean isByOurselves(KickedException kicked) {
    return moving && kicked.code() == ResultCode.REPEAT_LOGIN;
  }

  private void failed(Throwable cause) {
    if (cause instanceof CimException refusal && isFinal(refusal.code())) {
      halt();
      events.gaveUp(refusal);
      return;
    }
    Duration delay = retry(cause);
    if (delay != null) {
      events.attemptFailed(attempts, cause, delay);
    }
  }

  /**
   * Whether trying again is of no use. After a loss, 5000 mostly means our own old session, whose
   * end the server has not noticed yet; on a first login it means somebody else's.
   */
  private boolean isFinal(ResultCode code) {
    return switch (code) {
      case ACCOUNT_MISMATCH, INVALID_ARGUMENT, PASSWORD_WRONG -> true;
      case REPEAT_LOGIN -> !wasReady;
      default -> false;
    };
  }

  /** Answers the wait before the next attempt, null if there is none. */
  private @Nullable Duration retry(Throwable cause) {
    if (retries >= maxRetries) {
      halt();
      events.gaveUp(exhausted(cause));
      return null;
    }
    retries++;
    step++;
    Duration delay = backoff.randomDelay(step);
    nextAttempt = loop.schedule(this::attempt, delay.toNanos(), TimeUnit.NANOSECONDS);
    return delay;
  }

  private CimException exhausted(Throwable cause) {
    if (retries == 0 && cause instanceof CimException e) {
      return e;
    }
    return new CimException(
        ResultCode.RECONNECT_FAILED,
        "gave up after " + retries + " attempts to connect again: " + cause.getMessage(),
        cause);
  }

  private static void cancel(@Nullable Future<?> task) {
    if (task != null) {
      task.cancel(false);
    }
  }
}
