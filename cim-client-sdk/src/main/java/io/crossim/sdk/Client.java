package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.Account;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.TokenRequest;
import io.crossim.sdk.connection.TokenHolder;
import io.crossim.sdk.connection.Watchdog;
import io.crossim.sdk.delivery.SerialExecutor;
import io.crossim.sdk.runtime.SharedThreads;
import io.crossim.sdk.sending.Outbox;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One user's connection to a cluster. It logs in, keeps the connection alive, makes a new one when
 * it is lost, hands incoming messages to a listener and sends. When its server asks it to move, it
 * connects to another one before it leaves, and stays {@link ClientState#READY}.
 *
 * <p>Any thread may call any method. A JVM may hold any number of clients; they share threads
 * unless told otherwise and nothing else. All threads are daemons.
 *
 * <p>Futures are completed on a thread of the library (on the caller's by {@link #close()}); what
 * hangs on them must not block. They fail with a {@link CimException}.
 */
public final class Client implements AutoCloseable {

  /** How long {@link #close()} waits in all for what is under way. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final long userId;
  private final TokenHolder token;
  private final RouteApi route;
  private final EventLoop loop;
  private final SerialExecutor listenerCalls;
  private final States states;
  private final Outbox outbox;
  private final Sends sends;
  private final IncomingMessages inbound;
  private final Lifecycle lifecycle;
  private final Watchdog watchdog;
  private final AtomicBoolean closing = new AtomicBoolean();

  Client(ClientParts parts) {
    userId = parts.userId();
    token = parts.token();
    route = parts.route();
    loop = parts.loop();
    listenerCalls = parts.listenerCalls();
    states = parts.states();
    outbox = parts.outbox();
    sends = parts.sends();
    inbound = parts.inbound();
    lifecycle = parts.lifecycle();
    watchdog = parts.watchdog();
  }

  public static ClientBuilder builder() {
    return new ClientBuilder();
  }

  /**
   * Logs in and connects. A second call changes nothing and answers a future of the same outcome.
   *
   * <p>A refusal ends the client: {@link ResultCode#REPEAT_LOGIN}, {@link
   * ResultCode#ACCOUNT_MISMATCH}, {@link ResultCode#PASSWORD_WRONG}, {@link
   * ResultCode#INVALID_ARGUMENT}. Any other failure is tried again, as often as {@link
   * ClientBuilder#maxReconnects} allows.
   *
   * @return completed when the client is {@link ClientState#READY} for the first time; fails when
   *     it is closed or gives up before, and when it was before the call
   */
  public CompletableFuture<Void> start() {
    if (states.move(ClientState.INITIALIZED, ClientState.CONNECTING, null)) {
      watchdog.start();
    }
    if (states.get().isFinal()) {
      return CompletableFuture.failedFuture(lifecycle.endedBy());
    }
    return Results.map(lifecycle.started(), done -> done);
  }

  /**
   * Sends a text to one user. The texts of one client reach a receiver in the order of the calls;
   * while the client is not ready they wait.
   *
   * <p>A text that has no answer is repeated, with the same id, until {@link
   * ClientBuilder#sendTimeout} is over; the cluster stores it once. A v2 cluster knows no ids:
   * there only a text that certainly has not left is repeated.
   *
   * @return the outcome. When it fails, nothing was stored: with {@link
   *     ResultCode#INVALID_ARGUMENT} when the text is larger than the server takes, with {@link
   *     ResultCode#REQUEST_LIMIT} when too many sends wait, with {@link NotSentException} when
   *     nothing left in time, with the cluster's own code when it refuses, and when the client has
   *     ended
   */
  public CompletableFuture<SendResult> send(long receiver, String text) {
    return send(receiver, text, UUID.randomUUID().toString());
  }

  /**
   * Sends a text under an id of the caller's, so that another process may repeat it.
   *
   * @param clientMsgId 1 to 64 characters (code points); within a day the cluster stores one
   *     message of this user and id
   * @throws CimException for an id that is none
   */
  public CompletableFuture<SendResult> send(long receiver, String text, String clientMsgId) {
    return isStarted() ? sends.toOne(receiver, text, clientMsgId) : notStarted();
  }

  /**
   * Says that this message and all before it are done with, so that the cluster may forget them.
   * For clients with {@link ClientBuilder#manualAcknowledgement}; elsewhere, and for a message that
   * no inbox holds, it changes nothing.
   */
  public void acknowledge(ReceivedMessage message) {
    if (!message.isLive()) {
      inbound.done(message.seq());
    }
  }

  /**
   * The place of a message in the inbox, for {@link ClientBuilder#resumeAfter}. An application that
   * keeps it in one step with what it makes of the message sees each message once, over the death
   * of its process too. Call it from the message listener.
   *
   * @throws CimException for a message that no inbox holds
   */
  public String positionAfter(ReceivedMessage message) {
    if (message.isLive()) {
      throw CimException.invalid("message", message, "one that an inbox holds");
    }
    return inbound.positionAfter(message);
  }

  /**
   * Sends a text to every user who is online, but not to this one. Order and waiting are those of
   * {@link #send}.
   *
   * @return the outcome when the cluster took the text: {@link SendStatus#NOBODY} when nobody else
   *     is online, else {@link SendStatus#SENT}. A v2 cluster does not tell the one from the other.
   *     Fails with an {@link UnavailableException} when it is not known in time whether the cluster
   *     took it, else as {@link #send} does
   */
  public CompletableFuture<SendResult> sendAll(String text) {
    return isStarted() ? sends.toAll(text) : notStarted();
  }

  /**
   * Asks who is online, by ascending id. Blocks for some seconds at most.
   *
   * @throws CimException when the route refuses or does not answer
   */
  public List<Account> onlineUsers() {
    token.refresh(route);
    return route.onlineUsers(/* limit= */ null, /* after= */ null);
  }

  /**
   * Ends every session of this user, this client's too, and voids what was given for their
   * password. Blocks for some seconds at most.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} for an account without a password
   */
  public void logoutEverywhere() {
    token.refresh(route);
    route.logout(new TokenRequest(userId, /* password= */ null, /* reqNo= */ null));
  }

  /** The state at this moment; listeners may be told of it later. */
  public ClientState state() {
    return states.get();
  }

  /** The server that holds the connection; empty while there is none. */
  public Optional<ServerAddress> server() {
    return lifecycle.server();
  }

  /**
   * Ends the client for good. Sends that are on their way and messages whose listener call is still
   * to come get a few seconds; then the connection is closed and what is left over is given up: its
   * futures fail, or are {@link SendStatus#UNKNOWN} where a text may have arrived. A second call
   * changes nothing.
   */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    CimException closed = closedException();
    outbox.seal(closed);
    if (loop.inEventLoop()) { // where nothing may wait, and what is waited for could not happen
      watchdog.stop(closed);
    } else {
      finish(closed);
    }
    listenerCalls.drop();
    lifecycle.closed(closed);
    SharedThreads.release();
  }

  private void finish(CimException closed) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    try {
      outbox.awaitIdle(deadline - System.nanoTime());
      CompletableFuture<Void> stopped = watchdog.stop(closed);
      stopped.completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS).get();
      listenerCalls.awaitIdle(deadline - System.nanoTime());
    } catch (InterruptedException e) {
      watchdog.stop(closed);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed with an exception", e);
    }
  }

  private boolean isStarted() {
    return states.get() != ClientState.INITIALIZED;
  }

  private static <T> CompletableFuture<T> notStarted() {
    return CompletableFuture.failedFuture(
        new CimException(ResultCode.FAILURE, "the client is not started; call start() first"));
  }

  private static CimException closedException() {
    return new CimException(ResultCode.FAILURE, "the client is closed");
  }
}
