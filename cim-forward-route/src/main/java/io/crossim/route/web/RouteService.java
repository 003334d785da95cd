package io.crossim.route.web;

import com.google.protobuf.ByteString;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.Access;
import io.crossim.route.access.PasswordCheck;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Account;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.GroupMessage;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PasswordChange;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.api.Token;
import io.crossim.route.api.TokenRequest;
import io.crossim.route.delivery.GroupDelivery;
import io.crossim.route.delivery.Outgoing;
import io.crossim.route.delivery.PrivateDelivery;
import io.crossim.route.delivery.TimeLimit;
import io.crossim.route.login.LoginService;
import io.crossim.route.presence.Presence;
import io.crossim.route.session.SessionEnd;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.web.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The route's calls: checks what came in, and hands it to the room that does the work. Never
 * blocks; what is wrong with a request is thrown at once, everything else fails the result.
 */
@RequiredArgsConstructor
public final class RouteService {

  /** Callers wait for 2 s. */
  private static final Duration SEND_TIME = Duration.ofMillis(1_900);

  /** Of that, for accounts which are not remembered. */
  private static final Duration ACCOUNT_TIME = Duration.ofMillis(1_800);

  private static final int MAX_CLIENT_MSG_ID = 64;

  private final Limits limits;
  private final TrafficLimits traffic;
  private final Accounts accounts;
  private final Access access;
  private final PasswordCheck passwords;
  private final Tokens tokens;
  private final LoginService login;
  private final SessionEnd ends;
  private final PrivateDelivery privateDelivery;
  private final GroupDelivery groupDelivery;
  private final Presence presence;

  /** Looks accounts up, which blocks. */
  private final Executor executor;

  private final MessageNames ids = new MessageNames();

  CompletableFuture<Account> register(RegisterRequest request, Caller caller) {
    traffic.register(caller.address());
    return passwords
        .register(request.userName(), request.password(), caller.network())
        .thenApply(account -> new Account(account.userId(), account.userName()));
  }

  CompletableFuture<ServerAddress> login(LoginRequest request, Caller caller) {
    long userId = Checks.userId("userId", request.userId());
    String userName = request.userName();
    if (userName == null) {
      throw CimException.invalid("userName", null, "the name that was registered");
    }
    return login
        .login(userId, userName, caller.proof(request.password()))
        .thenApply(
            done -> {
              ServerNode server = done.server();
              Token given = caller.isV3() ? done.token() : null;
              return new ServerAddress(
                  server.clientHost(),
                  server.cimServerPort(),
                  server.httpPort(),
                  given == null ? null : given.token(),
                  given == null ? null : given.tokenSeconds());
            });
  }

  CompletableFuture<Token> token(TokenRequest request, Caller caller) {
    return withPassword(request, caller).thenApply(tokens::issue);
  }

  CompletableFuture<Void> logout(TokenRequest request, Caller caller) {
    return withPassword(request, caller)
        .thenApplyAsync(
            account -> {
              accounts.revoke(account.userId());
              return account.userId();
            },
            executor)
        .thenCompose(userId -> ends.of(userId, "this user has logged out"));
  }

  CompletableFuture<Void> changePassword(PasswordChange request, Caller caller) {
    long userId = Checks.userId("userId", request.userId());
    return passwords
        .change(userId, request.password(), request.newPassword(), caller.network())
        .thenCompose(done -> ends.of(userId, "the password of this user was changed"));
  }

  /** The caller's account, which must be one with a password. */
  private CompletableFuture<StoredAccount> withPassword(TokenRequest request, Caller caller) {
    return passwords
        .check(
            Checks.userId("userId", request.userId()),
            /* userName= */ null,
            caller.proof(request.password()))
        .thenApply(
            account -> {
              if (account.credential() == null) {
                throw PasswordCheck.noPassword(account.userId());
              }
              return account;
            });
  }

  /** How many texts a private message carries; beyond the bound it will be refused anyhow. */
  private int count(PrivateMessage message) {
    int batch = message.batchMsg() == null ? 0 : message.batchMsg().size();
    return Math.min(message.msg() == null && batch > 0 ? batch : batch + 1, limits.batch() + 1);
  }

  /** Sends to one user. */
  CompletableFuture<SentMessage> send(PrivateMessage message, Caller caller) {
    traffic.send(caller.address(), count(message));
    String given = caller.isV3() ? message.clientMsgId() : null;
    if (given != null && (given.isEmpty() || given.length() > MAX_CLIENT_MSG_ID)) {
      throw CimException.invalid(
          "clientMsgId",
          given.length() + " characters",
          "1 to " + MAX_CLIENT_MSG_ID + " characters");
    }
    TimeLimit limit = TimeLimit.of(SEND_TIME);
    StoredAccount system = system(message.userId(), caller);
    long senderId = system == null ? Checks.userId("userId", message.userId()) : system.userId();
    long receiverId = Checks.userId("receiveUserId", message.receiveUserId());
    List<String> texts = texts(message);
    boolean alone = message.batchMsg() == null || message.batchMsg().isEmpty();
    String id = given == null ? ids.next() : given;
    return accounts(system, senderId, receiverId, caller.token())
        .thenCompose(
            sender -> {
              traffic.sendAs(caller.address(), sender.userId(), texts.size());
              List<Outgoing> messages = new ArrayList<>(texts.size());
              for (int i = 0; i < texts.size(); i++) {
                messages.add(
                    new Outgoing(
                        sender,
                        receiverId,
                        "",
                        ByteString.copyFromUtf8(texts.get(i)),
                        alone ? id : id + "#" + i));
              }
              return privateDelivery.deliver(messages, caller.isV3(), limit);
            });
  }

  private List<String> texts(PrivateMessage message) {
    List<String> batch = batch(message.batchMsg());
    if (message.msg() == null && !batch.isEmpty()) {
      return batch;
    }
    String first = text("msg", message.msg());
    if (batch.isEmpty()) {
      return List.of(first);
    }
    List<String> texts = new ArrayList<>(batch.size() + 1);
    texts.add(first);
    texts.addAll(batch);
    return texts;
  }

  /** The system, when the caller shows a push key and names no user. */
  private @Nullable StoredAccount system(@Nullable Long userId, Caller caller) {
    return userId == null || userId == 0 ? access.system(caller.token()) : null;
  }

  /**
   * The sender, when the caller may act as him and the receiver is registered. Only who is not
   * remembered costs a thread.
   *
   * @param system the sender, where it is no user
   */
  private CompletableFuture<StoredAccount> accounts(
      @Nullable StoredAccount system, long senderId, long receiverId, @Nullable String token) {
    boolean isKnown = system != null || access.isSettled(senderId, token);
    if (isKnown && accounts.remembers(receiverId)) {
      return CompletableFuture.completedFuture(both(system, senderId, receiverId, token));
    }
    return CompletableFuture.supplyAsync(() -> both(system, senderId, receiverId, token), executor)
        .orTimeout(ACCOUNT_TIME.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            e ->
                CompletableFuture.failedFuture(
                    Await.cause(e) instanceof TimeoutException late
                        ? new UnavailableException("the accounts did not answer in time", late)
                        : Await.cause(e)));
  }

  private StoredAccount both(
      @Nullable StoredAccount system, long senderId, long receiverId, @Nullable String token) {
    StoredAccount sender = system == null ? access.actor("userId", senderId, token) : system;
    accounts.require("receiveUserId", receiverId);
    return sender;
  }

  CompletableFuture<Void> sendGroup(GroupMessage message, Caller caller) {
    traffic.send(caller.address(), 1);
    StoredAccount system = system(message.userId(), caller);
    ByteString text = ByteString.copyFromUtf8(text("msg", message.msg()));
    CompletableFuture<StoredAccount> sender =
        system == null
            ? access.actorLater(
                "userId", Checks.userId("userId", message.userId()), caller.token(), executor)
            : CompletableFuture.completedFuture(system);
    return sender.thenCompose(
        known -> {
          traffic.sendAs(caller.address(), known.userId(), 1);
          return groupDelivery.deliver(known, "", text, "");
        });
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
    access.checkMember(caller.token());
    if (limit != null && (limit < 1 || limit > Integer.MAX_VALUE)) {
      throw CimException.invalid("limit", limit, "a number above 0");
    }
    int most = limits.onlinePage();
    return presence.online(
        limit == null ? most : (int) Math.min(limit, most), after == null ? 0 : after);
  }

  CompletableFuture<Void> fetchOffline(FetchOfflineRequest request, Caller caller) {
    long userId = Checks.userId("receiveUserId", request.receiveUserId());
    return access
        .actorLater("receiveUserId", userId, caller.token(), executor)
        .thenCompose(known -> presence.fetch(userId));
  }

  private List<String> batch(@Nullable List<@Nullable String> texts) {
    if (texts == null) {
      return List.of();
    }
    if (texts.size() > limits.batch()) {
      throw CimException.invalid("batchMsg", texts.size() + " texts", "at most " + limits.batch());
    }
    List<String> checked = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      checked.add(text("batchMsg[" + i + "]", texts.get(i)));
    }
    return checked;
  }

  private String text(String field, @Nullable String text) {
    return Checks.text(field, text, (int) limits.text().toBytes());
  }
}
