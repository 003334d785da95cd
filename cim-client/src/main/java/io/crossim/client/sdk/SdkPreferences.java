package io.crossim.client.sdk;

import io.crossim.client.chat.ConversationId;
import io.crossim.client.chat.UserPreferences;
import io.crossim.common.result.Await;
import io.crossim.sdk.Client;
import io.crossim.sdk.Conversation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;

/** What a client's user wants to hear of. */
@RequiredArgsConstructor
final class SdkPreferences implements UserPreferences {

  private final Client client;
  private final PresenceEvents presence;

  @Override
  public void block(long userId, boolean blocked) {
    Await.result(client.preferences().block(userId, blocked));
  }

  @Override
  public List<Long> blocked() {
    return Await.result(client.preferences().blocked());
  }

  @Override
  public void mute(ConversationId conversation, Optional<Instant> until) {
    Await.result(client.preferences().mute(wire(conversation), until.orElse(null)));
  }

  @Override
  public void unmute(ConversationId conversation) {
    Await.result(client.preferences().unmute(wire(conversation)));
  }

  private static Conversation wire(ConversationId conversation) {
    return conversation.isGroup()
        ? Conversation.group(conversation.id())
        : Conversation.user(conversation.id());
  }

  @Override
  public void watch(Set<Long> userIds) {
    presence.forget(); // before the first answer can come
    client.watchPresence(userIds);
  }
}
