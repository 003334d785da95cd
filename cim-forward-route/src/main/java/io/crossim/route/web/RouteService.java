package io.crossim.route.web;

import com.google.protobuf.ByteString;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Account;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.GroupMessage;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.ServerAddress;
import io.crossim.route.delivery.GroupDelivery;
import io.crossim.route.delivery.Outgoing;
import io.crossim.route.delivery.PrivateDelivery;
import io.crossim.route.delivery.TimeLimit;
import io.crossim.route.login.LoginService;
import io.crossim.route.presence.Presence;
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
  private final Accounts accounts;
  private final LoginService login;
  private final PrivateDelivery privateDelivery;
  private final GroupDelivery groupDelivery;
  private final Presence presence;

  /** Looks accounts up, which blocks. */
  private final Executor executor;

  private final MessageNames ids = new MessageNames();

  CompletableFuture<Account> register(RegisterRequest request) {
    return CompletableFuture.supplyAsync(
        () -> {
          StoredAccount account = accounts.register(request.userName());
          return new Account(account.userId(), account.userName());
        },
        executor);
  }

  CompletableFuture<ServerAddress> login(LoginRequest request) {
    long userId = Checks.userId("userId", request.userId());
    String userName = request.userName();
    if (userName == null) {
      throw CimException.invalid("userName", null, "the name that was registered");
    }
    return login
        .login(userId, userName)
        .thenApply(
            server -> new ServerAddress(server.host(), server.cimServerPort(), server.httpPort()));
  }

  /** How many texts a private message carries; beyond the bound it will be refused anyhow. */
  int count(PrivateMessage message) {
    int batch = message.batchMsg() == null ? 0 : message.batchMsg().size();
    return Math.min(message.msg() == null && batch > 0 ? batch : batch + 1, limits.batch() + 1);
  }

  /**
   * Sends to one user.
   *
   * @param v3 whether the caller names its messages, and wants to know what became of them
   */
  CompletableFuture<SentMessage> send(PrivateMessage message, boolean v3) {
    String given = v3 ? message.clientMsgId() : null;
    if (given != null && (given.isEmpty() || given.length() > MAX_CLIENT_MSG_ID)) {
      throw CimException.invalid(
          "clientMsgId",
          given.length() + " characters",
          "1 to " + MAX_CLIENT_MSG_ID + " characters");
    }
    TimeLimit limit = TimeLimit.of(SEND_TIME);
    long senderId = Checks.userId("userId", message.userId());
    long receiverId = Checks.userId("receiveUserId", message.receiveUserId());
    List<String> texts = texts(message);
    boolean alone = message.batchMsg() == null || message.batchMsg().isEmpty();
    String id = given == null ? ids.next() : given;
    return accounts(senderId, receiverId)
        .thenCompose(
            sender -> {
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
              return privateDelivery.deliver(messages, v3, limit);
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

  /** The sender, when both are registered. Only who is not remembered costs a thread. */
  private CompletableFuture<StoredAccount> accounts(long senderId, long receiverId) {
    if (accounts.remembers(senderId) && accounts.remembers(receiverId)) {
      return CompletableFuture.completedFuture(both(senderId, receiverId));
    }
    return CompletableFuture.supplyAsync(() -> both(senderId, receiverId), executor)
        .orTimeout(ACCOUNT_TIME.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            e ->
                CompletableFuture.failedFuture(
                    Await.cause(e) instanceof TimeoutException late
                        ? new UnavailableException("the accounts did not answer in time", late)
                        : Await.cause(e)));
  }

  private StoredAccount both(long senderId, long receiverId) {
    StoredAccount sender = accounts.require("userId", senderId);
    accounts.require("receiveUserId", receiverId);
    return sender;
  }

  CompletableFuture<Void> sendGroup(GroupMessage message) {
    long senderId = Checks.userId("userId", message.userId());
    ByteString text = ByteString.copyFromUtf8(text("msg", message.msg()));
    CompletableFuture<StoredAccount> sender =
        accounts.remembers(senderId)
            ? CompletableFuture.completedFuture(accounts.require("userId", senderId))
            : CompletableFuture.supplyAsync(() -> accounts.require("userId", senderId), executor);
    return sender.thenCompose(known -> groupDelivery.deliver(known, "", text, ""));
  }

  CompletableFuture<Void> offline(OfflineRequest request) {
    return presence.release(Checks.userId("userId", request.userId()));
  }

  CompletableFuture<List<Account>> onlineUsers(@Nullable Long limit, @Nullable Long after) {
    if (limit != null && (limit < 1 || limit > Integer.MAX_VALUE)) {
      throw CimException.invalid("limit", limit, "a number above 0");
    }
    int most = limits.onlinePage();
    return presence.online(
        limit == null ? most : (int) Math.min(limit, most), after == null ? 0 : after);
  }

  CompletableFuture<Void> fetchOffline(FetchOfflineRequest request) {
    long userId = Checks.userId("receiveUserId", request.receiveUserId());
    return CompletableFuture.runAsync(() -> accounts.require("receiveUserId", userId), executor)
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
