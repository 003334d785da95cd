package io.crossim.route.web;

import com.google.protobuf.ByteString;
import io.crossim.common.result.CimException;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Account;
import io.crossim.route.api.FetchOfflineRequest;
import io.crossim.route.api.GroupMessage;
import io.crossim.route.api.LoginRequest;
import io.crossim.route.api.OfflineRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RegisterRequest;
import io.crossim.route.api.RouteApi;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The route's calls: checks what came in, and hands it to the room that does the work. */
@RequiredArgsConstructor
public final class RouteService implements RouteApi {

  /** Callers wait for 2 s. */
  private static final Duration SEND_TIME = Duration.ofMillis(1_900);

  private static final int MAX_CLIENT_MSG_ID = 64;

  private final Limits limits;
  private final Accounts accounts;
  private final LoginService login;
  private final PrivateDelivery privateDelivery;
  private final GroupDelivery groupDelivery;
  private final Presence presence;
  private final Executor executor;

  @Override
  public Account register(RegisterRequest request) {
    StoredAccount account = accounts.register(request.userName());
    return new Account(account.userId(), account.userName());
  }

  @Override
  public ServerAddress login(LoginRequest request) {
    long userId = Checks.userId("userId", request.userId());
    String userName = request.userName();
    if (userName == null) {
      throw CimException.invalid("userName", null, "the name that was registered");
    }
    ServerNode server = login.login(userId, userName);
    return new ServerAddress(server.host(), server.cimServerPort(), server.httpPort());
  }

  @Override
  public void sendPrivate(PrivateMessage message) {
    deliver(message, UUID.randomUUID().toString(), /* wantsStatus= */ false);
  }

  /** Sends to one user for a caller that knows protocol 3. */
  public SentMessage send(PrivateMessage message) {
    String id = message.clientMsgId();
    if (id != null && (id.isEmpty() || id.length() > MAX_CLIENT_MSG_ID)) {
      throw CimException.invalid(
          "clientMsgId", id.length() + " characters", "1 to " + MAX_CLIENT_MSG_ID + " characters");
    }
    return deliver(
        message, id == null ? UUID.randomUUID().toString() : id, /* wantsStatus= */ true);
  }

  private SentMessage deliver(PrivateMessage message, String id, boolean wantsStatus) {
    TimeLimit limit = TimeLimit.of(SEND_TIME);
    long senderId = Checks.userId("userId", message.userId());
    long receiverId = Checks.userId("receiveUserId", message.receiveUserId());
    List<String> batch = batch(message.batchMsg());
    List<String> texts = new ArrayList<>(batch.size() + 1);
    if (message.msg() != null || batch.isEmpty()) {
      texts.add(text("msg", message.msg()));
    }
    texts.addAll(batch);
    StoredAccount sender = account("userId", senderId, limit);
    account("receiveUserId", receiverId, limit);
    List<Outgoing> messages = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      String itemId = batch.isEmpty() ? id : id + "#" + i;
      messages.add(
          new Outgoing(sender, receiverId, "", ByteString.copyFromUtf8(texts.get(i)), itemId));
    }
    return privateDelivery.deliver(messages, wantsStatus, limit);
  }

  /** Only who is not remembered costs a thread, whose store may take longer than the limit. */
  private StoredAccount account(String field, long userId, TimeLimit limit) {
    return accounts.remembers(userId)
        ? accounts.require(field, userId)
        : limit.await(
            CompletableFuture.supplyAsync(() -> accounts.require(field, userId), executor));
  }

  @Override
  public void sendGroup(GroupMessage message) {
    long senderId = Checks.userId("userId", message.userId());
    String text = text("msg", message.msg());
    groupDelivery.deliver(
        accounts.require("userId", senderId), "", ByteString.copyFromUtf8(text), "");
  }

  @Override
  public void offline(OfflineRequest request) {
    presence.release(Checks.userId("userId", request.userId()));
  }

  @Override
  public List<Account> onlineUsers(@Nullable Integer limit, @Nullable Long after) {
    if (limit != null && limit < 1) {
      throw CimException.invalid("limit", limit, "a number above 0");
    }
    return presence.online(limit == null ? 0 : limit, after == null ? 0 : after);
  }

  @Override
  public void fetchOffline(FetchOfflineRequest request) {
    long userId = Checks.userId("receiveUserId", request.receiveUserId());
    accounts.require("receiveUserId", userId);
    presence.fetch(userId);
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
