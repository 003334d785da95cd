package io.crossim.sdk.connection;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.retry.Backoff;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one client connected: notices that its connection is gone, or that its server wants to be
 * left, and has the connector make another one, one attempt at a time. All its state belongs to the
 * event loop.
 */
@Slf4j
public final class Watchdog {

  private final EventLoop loop;
  private final Connector connector;
  private final Retries retries;
  private final ConnectionEvents events;

  private @Nullable Connection current;
  private boolean wasV2;
  private boolean stopped;

  /** An attempt is under way that began beside a connection. */
  private boolean moving;

  /**
   * @param backoff the waits between attempts
   * @param maxRetries failed attempts in a row that are followed by another one
   */
  public Watchdog(
      EventLoop loop,
      Connector connector,
      Backoff backoff,
      int maxRetries,
      ConnectionEvents events) {
    this.loop = loop;
    this.connector = connector;
    this.retries = new Retries(loop, backoff, maxRetries);
    this.events = events;
  }

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
    retries.end();
  }

  private void attempt() {
    if (stopped) {
      return;
    }
    retries.attempted();
    connector
        .connect(wasV2, this::leave)
        .whenComplete(
            (connection, error) -> Loops.execute(loop, () -> attempted(connection, error)));
  }

  private void attempted(@Nullable Connection connection, @Nullable Throwable error) {
    if (connection != null) {
      connected(connection);
    } else if (!stopped && error != null) {
      failed(Await.cause(error));
    }
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
      failed(error == null ? Closing.reason(from.channel()) : Await.cause(error));
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
    wasV2 = !connection.isV3();
    retries.connected();
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
    retries.lost();
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
    if (cause instanceof CimException refusal && retries.arePointlessAfter(refusal.code())) {
      halt();
      events.gaveUp(refusal);
      return;
    }
    Duration delay = retry(cause);
    if (delay != null) {
      events.attemptFailed(retries.attempts(), cause, delay);
    }
  }

  /** Answers the wait before the next attempt, null if there is none. */
  private @Nullable Duration retry(Throwable cause) {
    Duration delay = retries.schedule(this::attempt);
    if (delay == null) {
      halt();
      events.gaveUp(retries.exhausted(cause));
    }
    return delay;
  }
}
