package io.crossim.client;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ChatEvents;
import io.crossim.client.chat.ChatState;
import io.crossim.client.chat.ChatStatus;
import io.crossim.client.chat.GroupChat;
import io.crossim.client.chat.Receipt;
import io.crossim.client.chat.User;
import io.crossim.client.chat.UserPreferences;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A cluster in which everybody is always there, except user 404, and except for texts that begin
 * with "alone".
 */
final class FakeChat implements Chat {

  static final User SELF = new User(1, "alice");

  final List<String> sent = Collections.synchronizedList(new ArrayList<>());
  Optional<CimException> refusal = Optional.empty();
  Consumer<ChatEvents> later = events -> {};
  final FakeGroups groups = new FakeGroups(sent);
  final FakePreferences preferences = new FakePreferences(sent);
  boolean closed;

  @Override
  public void login(ChatEvents events) {
    events.onWaiting("127.0.0.1:1 cannot be reached (Connection refused)");
    refusal.ifPresent(
        e -> {
          events.onState(ChatState.FAILED, e.getMessage());
          throw e;
        });
    events.onState(ChatState.READY, null);
    events.onMessage(new User(2, "bob"), "welcome\u001b[2J\nback", null);
    events.onState(ChatState.RECONNECTING, "the server is gone");
    events.onState(ChatState.READY, null);
    preferences.events = events;
    later.accept(events);
  }

  @Override
  public CompletableFuture<Receipt> sendToAll(String text) {
    sent.add("all: " + text);
    return CompletableFuture.completedFuture(
        text.startsWith("alone") ? Receipt.NOBODY : Receipt.SENT);
  }

  @Override
  public CompletableFuture<Receipt> sendTo(long userId, String text) {
    if (userId == 404) {
      return CompletableFuture.failedFuture(
          new CimException(ResultCode.RECEIVER_OFFLINE, "the receiver is offline"));
    }
    sent.add(userId + ": " + text);
    return CompletableFuture.completedFuture(
        text.startsWith("wait") ? Receipt.STORED : Receipt.SENT);
  }

  @Override
  public List<User> onlineUsers() {
    return List.of(
        SELF,
        new User(2, "bob"),
        new User(3, "Bobby"),
        new User(4, "ann lee"),
        new User(5, "dan"),
        new User(6, "dan brown"));
  }

  @Override
  public GroupChat groups() {
    return groups;
  }

  @Override
  public UserPreferences preferences() {
    return preferences;
  }

  @Override
  public ChatStatus status() {
    return new ChatStatus(SELF, "10.0.0.7:11211", ChatState.READY);
  }

  @Override
  public void close() {
    closed = true;
  }
}
