package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.TokenRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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

  private final ClientParts parts;
  private final AtomicBoolean closing = new AtomicBoolean();

  Client(ClientParts parts) {
    this.parts = parts;
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
    if (parts.states().move(ClientState.INITIALIZED, ClientState.CONNECTING, null)) {
      parts.watchdog().start();
    }
    if (parts.states().get().isFinal()) {
      return CompletableFuture.failedFuture(parts.lifecycle().endedBy());
    }
    return Results.map(parts.lifecycle().started(), done -> done);
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
    return isStarted() ? parts.sends().toOne(receiver, text, clientMsgId) : notStarted();
  }

  /**
   * Says that this message and all before it are done with, so that the cluster may forget them.
   * For clients with {@link ClientBuilder#manualAcknowledgement}; elsewhere, and for a message that
   * no inbox holds, it changes nothing.
   */
  public void acknowledge(ReceivedMessage message) {
    if (!message.isLive()) {
      parts.inbound().done(message.seq());
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
    return parts.inbound().positionAfter(message);
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
    return isStarted() ? parts.sends().toAll(text) : notStarted();
  }

  /**
   * Asks who is online, by ascending id. Blocks for some seconds at most.
   *
   * @throws CimException when the route refuses or does not answer
   */
  public List<Account> onlineUsers() {
    parts.token().refresh(parts.route());
    return parts.route().onlineUsers(/* limit= */ null, /* after= */ null);
  }

  /**
   * Ends every session of this user, this client's too, and voids what was given for their
   * password. Blocks for some seconds at most.
   *
   * @throws CimException with {@link ResultCode#ACCOUNT_MISMATCH} for an account without a password
   */
  public void logoutEverywhere() {
    parts.token().refresh(parts.route());
    parts.route().logout(new TokenRequest(parts.userId(), /* password= */ null, /* reqNo= */ null));
  }

  /** The state at this moment; listeners may be told of it later. */
  public ClientState state() {
    return parts.states().get();
  }

  /** The server that holds the connection; empty while there is none. */
  public Optional<ServerAddress> server() {
    return parts.lifecycle().server();
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
    parts.close(new CimException(ResultCode.FAILURE, "the client is closed"));
  }

  private boolean isStarted() {
    return parts.states().get() != ClientState.INITIALIZED;
  }

  private static <T> CompletableFuture<T> notStarted() {
    return CompletableFuture.failedFuture(
        new CimException(ResultCode.FAILURE, "the client is not started; call start() first"));
  }
}
