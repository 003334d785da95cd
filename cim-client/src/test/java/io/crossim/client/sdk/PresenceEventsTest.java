package io.crossim.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.sdk.Conversation;
import io.crossim.sdk.Signal;
import io.crossim.sdk.Signal.Type;
import org.junit.jupiter.api.Test;

class PresenceEventsTest {

  private final RecordedEvents chat = new RecordedEvents();
  private final PresenceEvents presence = new PresenceEvents(chat);

  @Test
  void tellsEachChange() {
    signal(2, Type.ONLINE);
    signal(3, Type.OFFLINE);
    signal(2, Type.OFFLINE);
    signal(2, Type.ONLINE);

    assertThat(chat.presence).containsExactly("2 on", "3 off", "2 off", "2 on");
  }

  /** A new connection tells the states anew. */
  @Test
  void tellsAStateOnceUntilItIsAskedForAgain() {
    signal(2, Type.ONLINE);
    signal(2, Type.ONLINE);
    presence.forget();
    signal(2, Type.ONLINE);

    assertThat(chat.presence).containsExactly("2 on", "2 on");
  }

  @Test
  void saysNothingOfWhoIsTyping() {
    signal(2, Type.TYPING);
    signal(2, Type.STOPPED);

    assertThat(chat.presence).isEmpty();
  }

  private void signal(long userId, Type type) {
    presence.onSignal(new Signal(Conversation.user(userId), userId, type));
  }
}
