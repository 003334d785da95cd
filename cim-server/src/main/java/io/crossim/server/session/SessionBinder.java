package io.crossim.server.session;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.common.result.ResultCode;
import io.crossim.common.retry.Backoff;
import io.crossim.route.api.SessionApi;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions at the routes in step with the connections here. Methods do not block; those
 * that take a connection are called on its event loop.
 */
@Accessors(fluent = true)
public final class SessionBinder implements AutoCloseable {

  /** The waits between binds, and between unbinds. */
  static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  private static final String DISPLACED = "this user has logged in again elsewhere";
  private static final int LANES = 4;
  private static final BatchBounds BOUNDS = BatchBounds.ofItems(512, 250_000);

  private final SessionRegistry registry;
  private final Logins logins;
  private final BatchLanes<Connection, BindOutcome> binds;
  private final Unbinds unbinds;

  /** Ends sessions that have a successor, or that somebody has ended. */
  private final Displacement displacement;

  /** Says when sessions are bound again. */
  @Getter private final Rebinding rebinding;

  private volatile boolean closing;

  /**
   * @param executor sets the calls off; they do not block it
   * @param timer times the unbinds, and the moment at which all sessions are bound again
   */
  public SessionBinder(
      SessionRegistry registry,
      SessionApi sessions,
      LocalNode node,
      Logins logins,
      Displacement displacement,
      Executor executor,
      ScheduledExecutorService timer) {
    this.registry = registry;
    this.logins = logins;
    this.rebinding = new Rebinding(registry, timer, this::restore);
    BindCall call = new BindCall(sessions, node, logins::token, rebinding::round);
    this.binds =
        new BatchLanes<>(
            LANES, () -> BatchLane.async(call, executor, BOUNDS, (Connection item) -> 0));
    this.unbinds = new Unbinds(sessions, timer);
    this.displacement = displacement;
  }

  /** The time since the oldest present bind began; zero when there is none. */
  public Duration bindingFor() {
    return binds.callAge();
  }

  /** A client has said who it is: it is listed here, and a route is asked. */
  public void begin(Connection connection) {
    registry.add(connection);
    bind(connection);
  }

  /** The connection is closed. */
  public void end(Connection connection) {
    registry.remove(connection);
    unbinds.add(connection, connection.generation());
  }

  /** Repeats nothing any more; the last unbinds get a little time. The connections are closed. */
  @Override
  public void close() {
    if (!closing) {
      closing = true;
      unbinds.close();
    }
  }

  private void restore(Connection connection) {
    if (connection.state() == ConnectionState.BOUND) {
      bind(connection);
    }
  }

  private void bind(Connection connection) {
    bind(connection, 0, rebinding.round());
  }

  /**
   * @param began the round of the first try
   */
  private void bind(Connection connection, int tries, long began) {
    binds
        .of(connection.userId())
        .submit(connection)
        .whenComplete(
            (outcome, error) ->
                connection.loop().execute(() -> done(connection, tries, began, outcome, error)));
  }

  private void done(
      Connection connection,
      int tries,
      long began,
      @Nullable BindOutcome outcome,
      @Nullable Throwable error) {
    if (outcome == null) {
      failed(connection, String.valueOf(error));
    } else if (outcome.code() == ResultCode.SUCCESS) {
      accepted(connection, outcome);
    } else if (outcome.isDecided()) {
      refused(connection, outcome);
    } else {
      later(connection, tries, began);
    }
  }

  /**
   * Routes that are away, or that have no store, are asked again while the connection wants it,
   * unless all are bound again since: that asks by itself. A login that nobody answers ends by its
   * time-out.
   */
  private void later(Connection connection, int tries, long began) {
    boolean overtaken = connection.state() == ConnectionState.BOUND && began != rebinding.round();
    if (connection.state().isLoggedIn() && !overtaken && !closing) {
      connection
          .loop()
          .schedule(
              () -> {
                if (connection.state().isLoggedIn()) {
                  bind(connection, tries + 1, began);
                }
              },
              BACKOFF.delay(tries + 1).toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  private void accepted(Connection connection, BindOutcome outcome) {
    if (connection.state() == ConnectionState.CLOSED) {
      unbinds.add(connection, outcome.generation());
      return;
    }
    boolean first = connection.state() == ConnectionState.BINDING;
    if (!connection.accept(outcome.generation(), outcome.credentialVersion())) {
      return;
    }
    if (first) {
      logins.accepted(connection, outcome.inbox());
    } else {
      logins.restored(connection, outcome.inbox());
    }
    if (outcome.round() != rebinding.round()) {
      restore(connection); // the store was lost while this one was being bound
    }
  }

  /** A login that is refused ends; so does a session, or it falls silent for its successor. */
  private void refused(Connection connection, BindOutcome outcome) {
    if (connection.state() == ConnectionState.BOUND) {
      boolean hasSuccessor = outcome.code() == ResultCode.REPEAT_LOGIN;
      displacement.end(connection, outcome.code(), hasSuccessor ? DISPLACED : outcome.message());
    } else if (connection.state().isLoggedIn()) {
      logins.refused(connection, outcome.code(), outcome.message());
      connection.close(CloseReason.LOGIN_REFUSED, outcome.code().code() + " " + outcome.message());
    }
  }

  /** The lane is full, or the server stops. */
  private void failed(Connection connection, String error) {
    if (connection.state() == ConnectionState.BOUND && !closing) {
      connection.loop().schedule(() -> restore(connection), 1, TimeUnit.SECONDS);
    } else if (connection.state() == ConnectionState.BINDING) {
      connection.close(CloseReason.LOGIN_TIMEOUT, error);
    }
  }
}
