package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CollectLanesTest {

  private static final InboxLimits ONE_GROUP =
      new InboxLimits(Duration.ofDays(1), 100, 1_000_000, 2, 1);

  private final CollectLanes lanes =
      new CollectLanes(
          new MemoryInboxStore(ONE_GROUP, InstantSource.system()),
          new ConversationMeters(new SimpleMeterRegistry()),
          Runnable::run);

  @Test
  void manyConversationsForWhichThereIsNoRoomAreOneLineOfTheLog(CapturedOutput output) {
    for (int group = 1; group <= 50; group++) {
      Await.result(lanes.note(3, ConversationId.group(group)));
    }

    assertThat(output).containsOnlyOnce("user 3, g2: FULL").doesNotContain("g3");
  }
}
