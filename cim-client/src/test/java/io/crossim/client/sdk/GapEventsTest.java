package io.crossim.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.sdk.ContinuityListener.Reason;
import io.crossim.sdk.Conversation;
import org.junit.jupiter.api.Test;

class GapEventsTest {

  private final RecordedEvents chat = new RecordedEvents();
  private final GapEvents gaps = new GapEvents(chat);

  @Test
  void namesTheConversationThatHasAGap() {
    gaps.onBroken(Reason.EXPIRED);
    gaps.onBroken(Conversation.group(50), Reason.STORE_WENT_BACK);
    gaps.onBroken(Conversation.user(2), Reason.STORE_CHANGED);

    assertThat(chat.gaps)
        .containsExactly(
            "messages that waited too long were dropped",
            "g50: the message store was restored; messages may be missing",
            "2: the message store was restarted; messages sent just before may be lost");
  }
}
