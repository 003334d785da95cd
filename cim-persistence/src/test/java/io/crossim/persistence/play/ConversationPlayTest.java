package io.crossim.persistence.play;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.embedded.EmbeddedConversationStore;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.conversation.redis.RedisConversationStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.embedded.EmbeddedInboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ReplicaWait;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever users and routes do, each user gets what they have to get, once and in order. */
class ConversationPlayTest {

  private static final int PLAYS = 20;
  private static final int STEPS = 5_000;

  @Test
  void inMemory() {
    for (int seed = 0; seed < PLAYS; seed++) {
      memory(new MemoryInboxStore(InboxLimits.DEFAULT, InstantSource.system()), seed, false);
    }
  }

  @Test
  void aCursorThatIsNotCheckedIsFoundOut() {
    InboxStore inboxes = new MemoryInboxStore(InboxLimits.DEFAULT, InstantSource.system());
    assertThatThrownBy(() -> memory(new UncheckedCursors(inboxes), 1, false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("places of group");
  }

  @Test
  void aMemberListOfAnEarlierVersionIsFoundOut() {
    InboxStore inboxes = new MemoryInboxStore(InboxLimits.DEFAULT, InstantSource.system());
    assertThatThrownBy(() -> memory(inboxes, 1, true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("places of group");
  }

  private static void memory(InboxStore inboxes, int seed, boolean keepsLists) {
    ConversationStore conversations =
        new MemoryConversationStore(ConversationLimits.DEFAULT, InstantSource.system());
    new Play(conversations, inboxes, seed, 1, keepsLists).run(STEPS);
  }

  @Test
  void inFiles(@TempDir Path directory) {
    try (InboxStore inboxes =
            new EmbeddedInboxStore(
                directory.resolve("inboxes"), InboxLimits.DEFAULT, InstantSource.system(), false);
        ConversationStore conversations =
            new EmbeddedConversationStore(
                directory.resolve("conversations"),
                ConversationLimits.DEFAULT,
                InstantSource.system(),
                false)) {
      new Play(conversations, inboxes, 1, 1, false).run(STEPS);
    }
  }

  @Test
  void inRedis() {
    RedisLink link = RedisFixture.link();
    ConversationStore conversations =
        new RedisConversationStore(link, ConversationLimits.DEFAULT, ReplicaWait.NONE);
    InboxStore inboxes = new RedisInboxStore(link, InboxLimits.DEFAULT, ReplicaWait.NONE);
    long firstUser = ThreadLocalRandom.current().nextLong(1, 1L << 52);
    new Play(conversations, inboxes, firstUser, firstUser, false).run(STEPS);
  }
}
