package io.crossim.route.web;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.Access;
import io.crossim.route.access.Caller;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Account;
import io.crossim.route.api.BroadcastRequest;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.SentToAll;
import io.crossim.route.delivery.BroadcastDelivery;
import io.crossim.route.delivery.CheckedMessage;
import io.crossim.route.delivery.MessageNames;
import io.crossim.route.delivery.OutgoingId;
import io.crossim.route.delivery.PrivateMessages;
import io.crossim.route.presence.Presence;
import io.crossim.service.clock.Deadline;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.web.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The calls about messages and about who is online: checks what came in, and hands it to the room
 * that does the work. Never blocks; what is wrong with a request is thrown at once, everything else
 * fails the result.
 */
public final class RouteService {

  /** Callers wait for 2 s. */
  private static final Duration SEND_TIME = Duration.ofMillis(1_900);

  private final Texts texts;
  private final int mostOnline;
  private final TrafficLimits traffic;
  private final MessageParties parties;
  private final Access access;
  private final PrivateMessages privateMessages;
  private final BroadcastDelivery broadcasts;
  private final Presence presence;

  private final Executor executor;
  private final MessageNames ids = new MessageNames();

  /**
   * @param executor looks accounts up, which blocks
   */
  public RouteService(
      Limits limits,
      TrafficLimits traffic,
      Accounts accounts,
      Access access,
      PrivateMessages privateMessages,
      BroadcastDelivery broadcasts,
      Presence presence,
      Executor executor) {
    this.texts = new Texts(limits);
    this.mostOnline = limits.onlinePage();
    this.traffic = traffic;
    this.parties = new MessageParties(accounts, access, executor);
    this.access = access;
    this.privateMessages = privateMessages;
    this.broadcasts = broadcasts;
    this.presence = presence;
    this.executor = executor;
  }

  /**
   * Sends to one user.
   *
   * @param trace the context that the sender gave; empty for none
   */
  CompletableFuture<SentMessage> send(PrivateMessage message, Caller caller, String trace) {
    traffic.send(caller.address(), texts.count(message));
    String given = caller.isV3() ? message.clientMsgId() : null;
    if (given != null) {
      MessageBounds.checkId("clientMsgId", given);
    }
    Deadline limit = Deadline.of(SEND_TIME);
    StoredAccount system = system(message.userId(), caller);
    long senderId = system == null ? Checks.userId("userId", message.userId()) : system.userId();
    long receiverId = Checks.userId("receiveUserId", message.receiveUserId());
    List<String> all = texts.of(message);
    boolean alone = message.batchMsg() == null || message.batchMsg().isEmpty();
    OutgoingId id = given == null ? OutgoingId.made(ids.next()) : OutgoingId.given(given);
    return parties
        .sender(system, senderId, receiverId, caller.token())
        .thenCompose(
            sender -> {
              traffic.sendAs(caller.address(), sender.userId(), all.size());
              List<CheckedMessage> messages = new ArrayList<>(all.size());
              for (int i = 0; i < all.size(); i++) {
                messages.add(
                    new CheckedMessage(
                        sender,
                        receiverId,
                        "",
                        ByteString.copyFromUtf8(all.get(i)),
                        alone ? id : id.of(i, all.size())));
              }
              return privateMessages.deliver(messages, trace, caller.isV3(), limit);
            });
  }

  /** The system, when the caller shows a push key and names no user. */
  private @Nullable StoredAccount system(@Nullable Long userId, Caller caller) {
    return userId == null || userId == 0 ? access.system(caller.token()) : null;
  }

  CompletableFuture<SentToAll> broadcast(BroadcastRequest message, Caller caller) {
    traffic.send(caller.address(), 1);
    StoredAccount system = system(message.userId(), caller);
    ByteString text = ByteString.copyFromUtf8(texts.of("msg", message.msg()));
    CompletableFuture<StoredAccount> sender =
        system == null
            ? access.actorLater(
                "userId", Checks.userId("userId", message.userId()), caller.token(), executor)
            : CompletableFuture.completedFuture(system);
    return sender.thenCompose(
        known -> {
          traffic.sendAs(caller.address(), known.userId(), 1);
          return broadcasts.deliver(known, "", text, "").thenApply(RouteService::sentToAll);
        });
  }

  private static SentToAll sentToAll(boolean anybody) {
    return new SentToAll(anybody ? SentToAll.Status.SENT : SentToAll.Status.NOBODY);
  }

  /** Unknown users are no error: it is no more than a hint. */
  CompletableFuture<Void> offline(OfflineRequest request, Caller caller) {
    long userId = Checks.userId("userId", request.userId());
    return access
        .actorLater("userId", userId, caller.token(), executor)
        .handle(
            (account, failure) -> {
              boolean isUnknown =
                  failure != null
                      && Await.cause(failure) instanceof CimException known
                      && known.code() == ResultCode.ACCOUNT_MISMATCH;
              return failure == null || isUnknown
                  ? presence.release(userId)
                  : CompletableFuture.<Void>failedFuture(Await.cause(failure));
            })
        .thenCompose(released -> released);
  }

  CompletableFuture<List<Account>> onlineUsers(
      @Nullable Long limit, @Nullable Long after, Caller caller) {
    CompletableFuture<Void> member = access.member(caller.token(), executor);
    if (limit != null && (limit < 1 || limit > Integer.MAX_VALUE)) {
      throw CimException.invalid("limit", limit, "a number above 0");
    }
    int most = limit == null ? mostOnline : (int) Math.min(limit, mostOnline);
    return member.thenCompose(known -> presence.online(most, after == null ? 0 : after));
  }

  CompletableFuture<Void> fetchOffline(FetchOfflineRequest request, Caller caller) {
    long userId = Checks.userId("receiveUserId", request.receiveUserId());
    return access
        .actorLater("receiveUserId", userId, caller.token(), executor)
        .thenCompose(known -> presence.fetch(userId));
  }
}
