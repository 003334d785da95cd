package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.Account;
import io.crossim.route.api.ConversationList;
import io.crossim.route.api.HistoryPage;
import io.crossim.route.api.HistoryQuery;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.TokenRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

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
public final class Client implements MessageSender, AutoCloseable {

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
    return parts.start();
  }

  @Override
  public CompletableFuture<SendResult> send(Conversation to, OutgoingMessage message) {
    if (state() == ClientState.INITIALIZED) {
      return CompletableFuture.failedFuture(
          new CimException(ResultCode.FAILURE, "the client is not started; call start() first"));
    }
    return parts.sends().send(to, message);
  }

  /**
   * Says that this message and all before it are done with, so that the cluster may forget them.
   * For clients with {@link ClientBuilder#manualAcknowledgement}; elsewhere, and for a message that
   * no inbox holds, it changes nothing.
   */
  public void acknowledge(ReceivedMessage message) {
    parts.inbound().acknowledge(message);
  }

  /**
   * The place of a message in the inbox, for {@link ClientBuilder#resumeAfter}. An application that
   * keeps it in one step with what it makes of the message sees each message once, over the death
   * of its process too. Call it from the message listener.
   *
   * @throws CimException for a message that no inbox holds
   */
  public String positionAfter(ReceivedMessage message) {
    return parts.inbound().positionAfter(message);
  }

  /** The groups of the user. */
  public Groups groups() {
    return new Groups(parts.userId(), parts.calls());
  }

  /** Whom and what the user wants to hear of. */
  public Preferences preferences() {
    return new Preferences(parts.userId(), parts.calls());
  }

  /**
   * Asks for a part of the log of a conversation, the oldest message first. A member of a group
   * reads from their joining on, or everything, as the group's settings say.
   *
   * @param of a group, or a user where the cluster keeps private history
   * @return fails as the calls of {@link Groups} do
   */
  public CompletableFuture<HistoryPage> history(Conversation of, HistoryRange range) {
    HistoryQuery query = range.query(parts.userId(), of);
    return parts.calls().repeatable(route -> route.history(query));
  }

  /**
   * Asks for some of the conversations of the user, with what is unread, in no order. One may come
   * twice.
   *
   * @param after the {@code next} of the page before; null for the first page
   * @param limit about so many
   * @return fails as the calls of {@link Groups} do
   */
  public CompletableFuture<ConversationList> conversations(@Nullable String after, int limit) {
    return parts.calls().repeatable(route -> route.conversations(parts.userId(), after, limit));
  }

  /**
   * Tells that the user has read this message and all before it in its conversation. At most one
   * mark per second and conversation leaves, the highest; one that is lower than before changes
   * nothing. The last marks are told again after a connection was lost. A message that is in no log
   * has no mark: nothing happens then, and on a cluster that knows no conversations.
   */
  public void markRead(ReceivedMessage message) {
    if (message.conversationSeq() > 0) {
      parts.notices().read(Messages.wire(message.conversation()), message.conversationSeq());
    }
  }

  /**
   * Tells the others of a conversation that the user is typing. It may be called for each key: at
   * most one signal per three seconds and conversation leaves. Without a connection, and on a
   * cluster that knows no conversations, nothing happens.
   */
  public void typing(Conversation in) {
    parts.notices().typing(Messages.wire(in));
  }

  /**
   * Has the {@link ClientBuilder#signalListener} told whether users are online: at once, when it
   * changes, and anew on each connection. A cluster of an earlier version tells nothing.
   *
   * @param userIds whom to watch from now on, at most 500; none to end it
   * @throws CimException for more, and for an id that is none
   */
  public void watchPresence(Set<Long> userIds) {
    parts.notices().watch(WatchedIds.check(userIds));
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
    if (closing.compareAndSet(false, true)) {
      parts.close(new CimException(ResultCode.FAILURE, "the client is closed"));
    }
  }
}
