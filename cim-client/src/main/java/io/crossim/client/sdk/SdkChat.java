package io.crossim.client.sdk;

import io.crossim.client.ClientProperties;
import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ChatEvents;
import io.crossim.client.chat.ChatState;
import io.crossim.client.chat.ChatStatus;
import io.crossim.client.chat.GroupChat;
import io.crossim.client.chat.Receipt;
import io.crossim.client.chat.User;
import io.crossim.client.chat.UserPreferences;
import io.crossim.client.history.History;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.SendResult;
import io.crossim.sdk.tls.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Fallback;
import org.springframework.stereotype.Component;

/** A chat over the client library. */
@Component
@Fallback
final class SdkChat implements Chat {

  /** A person waits: seldom enough for the cluster, soon enough for them. */
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

  private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);

  private final ClientProperties properties;
  private final Optional<Tls> tls;
  private final ExecutorService callbacks;
  private final History history;

  private volatile @Nullable Session session;

  SdkChat(ClientProperties properties, History history) {
    this.properties = properties;
    this.history = history;
    this.tls = properties.tls().tls();
    this.callbacks = CallbackThreads.create(properties.callback().thread());
  }

  /** A client, who it is, and the name of its device. */
  private record Session(User self, Client client, ConsoleDevice device, PresenceEvents presence) {}

  @Override
  public void login(ChatEvents events) {
    User self = self(events);
    ConsoleDevice device = device(self);
    PresenceEvents presence = new PresenceEvents(events);
    Client client = client(self, device, events, presence);
    session = new Session(self, client, device, presence);
    try {
      client.start().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CimException refused
          ? refused
          : new CimException(ResultCode.FAILURE, "the login failed", e);
    }
  }

  private User self(ChatEvents events) {
    Long id = properties.user().id();
    String name = properties.user().userName();
    return id == null
        ? new Registration(properties.route().urls(), tls, events::onWaiting)
            .register(name, properties.user().password())
        : new User(id, name);
  }

  private ConsoleDevice device(User self) {
    String name = properties.user().device();
    return name == null ? ConsoleDevice.take(history.folder(self)) : ConsoleDevice.named(name);
  }

  private Client client(
      User self, ConsoleDevice device, ChatEvents events, PresenceEvents presence) {
    ClientBuilder builder =
        Client.builder()
            .routeUrls(properties.route().urls())
            .user(self.id(), self.name())
            .password(properties.user().password())
            .backoff(FIRST_BACKOFF, LONGEST_BACKOFF)
            .executor(callbacks)
            .stateListener(new StateEvents(events))
            .device(device.name())
            .continuityListener(new GapEvents(events))
            .signalListener(presence)
            .listener(message -> show(message, self, events));
    Integer reconnects = properties.reconnect().count();
    if (reconnects != null) {
      builder.maxReconnects(reconnects);
    }
    tls.ifPresent(builder::tls);
    return builder.build();
  }

  /** What stands on the screen counts as read. */
  private void show(ReceivedMessage message, User self, ChatEvents events) {
    if (message.conversation().type() == Conversation.Type.GROUP) {
      events.onGroup(GroupEntries.of(message, self.id()));
    } else {
      events.onMessage(
          new User(message.senderId(), message.senderName()),
          PrivateWords.of(message),
          message.sentAt());
    }
    session().client().markRead(message);
  }

  @Override
  public GroupChat groups() {
    Session now = session();
    return new SdkGroups(now.client(), now.self().id());
  }

  @Override
  public UserPreferences preferences() {
    Session now = session();
    return new SdkPreferences(now.client(), now.presence());
  }

  @Override
  public CompletableFuture<Receipt> sendToAll(String text) {
    return session().client().sendAll(text).thenApply(SdkChat::receipt);
  }

  @Override
  public CompletableFuture<Receipt> sendTo(long userId, String text) {
    return session().client().send(userId, text).thenApply(SdkChat::receipt);
  }

  private static Receipt receipt(SendResult result) {
    return switch (result.status()) {
      case PUSHED -> Receipt.DELIVERED;
      case STORED -> Receipt.STORED;
      case NOBODY -> Receipt.NOBODY;
      case SENT -> Receipt.SENT;
      case UNKNOWN -> throw unknown();
    };
  }

  static CimException unknown() {
    return new CimException(
        ResultCode.FAILURE, "no answer came in time; it may have arrived all the same");
  }

  @Override
  public List<User> onlineUsers() {
    return session().client().onlineUsers().stream()
        .map(account -> new User(account.userId(), account.userName()))
        .toList();
  }

  @Override
  public ChatStatus status() {
    Session now = session();
    String server =
        now.client()
            .server()
            .map(address -> address.ip() + ":" + address.cimServerPort())
            .orElse("");
    return new ChatStatus(now.self(), server, StateEvents.of(now.client().state()));
  }

  private Session session() {
    Session now = session;
    if (now == null) {
      throw new CimException(ResultCode.FAILURE, ChatState.OFFLINE.words());
    }
    return now;
  }

  @Override
  public void close() {
    Session now = session;
    if (now != null) {
      now.client().close();
      now.device().close();
    }
    callbacks.shutdown();
  }
}
