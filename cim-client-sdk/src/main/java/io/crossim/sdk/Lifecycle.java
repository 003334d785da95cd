package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.ServerAddress;
import io.crossim.sdk.connection.Connection;
import io.crossim.sdk.connection.ConnectionEvents;
import io.crossim.sdk.connection.Identity;
import io.crossim.sdk.notice.Notices;
import io.crossim.sdk.sending.Outbox;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** What each event of the connection means for the client: its state, its sends, its start. */
@Slf4j
@RequiredArgsConstructor
final class Lifecycle implements ConnectionEvents {

  private final Identity user;
  private final States states;
  private final Outbox outbox;
  private final Notices notices;
  private final RouteApi route;
  private final Executor calls;

  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final AtomicReference<@Nullable CimException> ended = new AtomicReference<>();
  private volatile @Nullable ServerAddress server;

  /** Whether the listener was told that nobody looked at the password. On the event loop only. */
  private boolean toldOfPassword;

  CompletableFuture<Void> started() {
    return started;
  }

  /** Why the client is in a last state. */
  CimException endedBy() {
    CimException cause = ended.get();
    return cause == null ? new CimException(ResultCode.FAILURE, "the client has ended") : cause;
  }

  Optional<ServerAddress> server() {
    return Optional.ofNullable(server);
  }

  @Override
  public void ready(Connection connection) {
    server = connection.server();
    boolean first = states.move(ClientState.CONNECTING, ClientState.READY, null);
    if (!first && !states.move(ClientState.RECONNECTING, ClientState.READY, null)) {
      return;
    }
    open(connection);
    calls.execute(
        () -> {
          started.complete(null);
          if (!connection.isV3()) {
            fetchWaiting();
          }
        });
  }

  @Override
  public void moved(Connection connection) {
    server = connection.server();
    open(connection);
  }

  private void open(Connection connection) {
    if (connection.isV3()) {
      outbox.open(connection::write, connection.maxFrame(), connection.knowsConversations());
    } else {
      outbox.open();
    }
    notices.connected(connection.knowsConversations() ? connection::write : null);
    if (user.password() != null && connection.server().token() == null && !toldOfPassword) {
      toldOfPassword = true;
      states.tell(StateListener::onPasswordUnused);
    }
  }

  @Override
  public void lost(Throwable cause) {
    server = null;
    outbox.hold();
    notices.connected(/* to= */ null);
    states.move(ClientState.READY, ClientState.RECONNECTING, cause);
  }

  @Override
  public void attemptFailed(int attempt, Throwable cause, Duration delay) {
    states.tell(listener -> listener.onAttemptFailed(attempt, cause, delay));
  }

  @Override
  public void gaveUp(CimException cause) {
    server = null;
    ended.compareAndSet(null, cause);
    if (states.end(ClientState.FAILED, cause)) {
      calls.execute(() -> settle(cause));
    }
  }

  /** Makes the last change of state when the client is closed, and ends what still waits. */
  void closed(CimException cause) {
    server = null;
    ended.compareAndSet(null, cause);
    states.end(ClientState.CLOSED, null);
    settle(cause);
  }

  private void settle(CimException cause) {
    outbox.end(cause);
    started.completeExceptionally(cause);
  }

  /** A v2 server keeps what waited for the user until it is asked; a v3 server sends it. */
  private void fetchWaiting() {
    try {
      route.fetchOffline(new FetchOfflineRequest(user.userId(), /* reqNo= */ null));
    } catch (CimException e) {
      log.debug("the waiting messages could not be asked for", e);
    }
  }
}
