package io.crossim.persistence.redis;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.redis.RedisConversationStore;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What is not answered before replicas have it, at a Redis that has none. */
class ReplicaWaitTest {

  private static final ReplicaWait ONE = new ReplicaWait(1, Duration.ofMillis(1));

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  private final RedisLink link = RedisFixture.link();
  private final InboxStore inboxes = new RedisInboxStore(link, InboxLimits.DEFAULT, ONE);
  private final ConversationStore conversations =
      new RedisConversationStore(link, ConversationLimits.DEFAULT, ONE);

  @Test
  void aMessageWaitsForReplicas() {
    assertWaits(inboxes.append(List.of(new Append(user, "7:a", new byte[1]))));
  }

  @Test
  void aBlockWaitsForReplicas() {
    assertWaits(inboxes.block(new Block(user, 9, /* isSet= */ true)));
    assertWaits(conversations.block(user, 9, /* isSet= */ true));
  }

  @Test
  void aMuteWaitsForReplicas() {
    assertWaits(inboxes.mute(new Mute(user, ConversationId.group(7), Mute.FOREVER)));
  }

  private static void assertWaits(CompletableFuture<?> call) {
    assertThatThrownBy(() -> Await.result(call))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(
            "what was written is on 0 replicas of Redis only; it has to be on 1 within 1 ms");
  }
}
