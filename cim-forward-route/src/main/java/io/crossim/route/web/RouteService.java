package io.crossim.route.web;

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
import io.crossim.route.api.ServerAddress;
import io.crossim.route.delivery.GroupDelivery;
import io.crossim.route.delivery.PrivateDelivery;
import io.crossim.route.login.LoginService;
import io.crossim.route.presence.Presence;
import io.crossim.server.api.Push;
import io.crossim.service.web.Checks;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The route's calls: checks what came in, and hands it to the room that does the work. */
@RequiredArgsConstructor
public final class RouteService implements RouteApi {

  private final Limits limits;
  private final Accounts accounts;
  private final LoginService login;
  private final PrivateDelivery privateDelivery;
  private final GroupDelivery groupDelivery;
  private final Presence presence;

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
    long senderId = Checks.userId("userId", message.userId());
    long receiverId = Checks.userId("receiveUserId", message.receiveUserId());
    List<String> batch = batch(message.batchMsg());
    boolean single = message.msg() != null || batch.isEmpty();
    String text = single ? text("msg", message.msg()) : "";
    StoredAccount sender = accounts.require("userId", senderId);
    accounts.require("receiveUserId", receiverId);

    Push.Builder push =
        Push.newBuilder()
            .setReceiverId(receiverId)
            .setSenderId(sender.userId())
            .setSenderName(sender.userName());
    List<Push> pushes = new ArrayList<>(2);
    if (single) {
      pushes.add(push.clone().setText(text).build());
    }
    if (!batch.isEmpty()) {
      pushes.add(push.clone().addAllBatch(batch).build());
    }
    privateDelivery.deliver(receiverId, pushes);
  }

  @Override
  public void sendGroup(GroupMessage message) {
    long senderId = Checks.userId("userId", message.userId());
    String text = text("msg", message.msg());
    groupDelivery.deliver(accounts.require("userId", senderId), text);
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

  /** Every message was pushed live or refused, so there is none to fetch for a known user. */
  @Override
  public void fetchOffline(FetchOfflineRequest request) {
    accounts.require("receiveUserId", Checks.userId("receiveUserId", request.receiveUserId()));
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
