package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import java.time.InstantSource;
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
    assertThat(failures(conversations(), PlantedDefects.uncheckedCursors(inboxes())))
        .contains("places of group");
  }

  @Test
  void aMemberListThatIsCachedByTimeIsFoundOut() {
    assertThat(failures(PlantedDefects.agingLists(conversations()), inboxes()))
        .contains("places of group");
  }

  private static String failures(ConversationStore conversations, InboxStore inboxes) {
    StringBuilder words = new StringBuilder();
    assertThatThrownBy(() -> new Play(conversations, inboxes, 1).run(STEPS))
        .isInstanceOf(AssertionError.class)
        .satisfies(e -> words.append(e.getMessage()));
    return words.toString();
  }
}
