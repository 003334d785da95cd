package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whatever users do, and wherever routes die, each listener gets the places from their joining to
 * their leaving, once and in order.
 */
class ConversationPlayTest {

  private static final int PLAYS = 20;
  private static final int STEPS = 6_000;

  private static ConversationStore conversations() {
    return new MemoryConversationStore(ConversationLimits.DEFAULT, InstantSource.system());
  }

  private static InboxStore inboxes() {
    return new MemoryInboxStore(InboxLimits.DEFAULT, InstantSource.system());
  }

  @Test
  void everybodyGetsWhatTheyHaveToGet() {
    for (int seed = 0; seed < PLAYS; seed++) {
      try {
        new Play(conversations(), inboxes(), seed).run(STEPS);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  @Test
  void aCursorThatIsNotCheckedIsFoundOut() {
    assertThat(
            firstFailure(
                ConversationPlayTest::conversations,
                () -> PlantedDefects.uncheckedCursors(inboxes())))
        .contains("places of group");
  }

  @Test
  void aMemberListThatIsCachedByTimeIsFoundOut() {
    assertThat(
            firstFailure(
                () -> PlantedDefects.agingLists(conversations()), ConversationPlayTest::inboxes))
        .contains("places of group");
  }

  /** How the first play ends that finds a defect; not each of them comes across it. */
  private static String firstFailure(
      Supplier<ConversationStore> conversations, Supplier<InboxStore> inboxes) {
    for (int seed = 0; seed < PLAYS; seed++) {
      try {
        new Play(conversations.get(), inboxes.get(), seed).run(STEPS);
      } catch (AssertionError e) {
        return String.valueOf(e.getMessage());
      }
    }
    throw new AssertionError("none of " + PLAYS + " plays has found the defect");
  }
}
