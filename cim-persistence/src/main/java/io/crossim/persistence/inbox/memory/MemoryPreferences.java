package io.crossim.persistence.inbox.memory;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whom and what a user does not want to hear of. Under the lock of the inbox. */
final class MemoryPreferences {

  /** The users whose messages are refused. */
  private final Set<Long> blocked = new HashSet<>(0);

  /** Until when conversations are muted, by their keys. */
  private final Map<String, Long> muted = new HashMap<>(0);

  boolean hasBlocked(long userId) {
    return blocked.contains(userId);
  }

  PreferenceOutcome block(Block block) {
    if (!block.isSet()) {
      blocked.remove(block.other());
    } else if (blocked.size() >= Block.MOST && !blocked.contains(block.other())) {
      return PreferenceOutcome.FULL;
    } else {
      blocked.add(block.other());
    }
    return PreferenceOutcome.DONE;
  }

  List<Long> blocked() {
    return List.copyOf(blocked);
  }

  PreferenceOutcome mute(Mute mute, long now) {
    String key = mute.conversation().key();
    muted.values().removeIf(until -> until <= now);
    if (mute.until() == Mute.NOT) {
      muted.remove(key);
    } else if (muted.size() >= Mute.MOST && !muted.containsKey(key)) {
      return PreferenceOutcome.FULL;
    } else {
      muted.put(key, mute.until());
    }
    return PreferenceOutcome.DONE;
  }

  List<Long> muted(List<ConversationId> conversations) {
    return conversations.stream().map(one -> muted.getOrDefault(one.key(), Mute.NOT)).toList();
  }
}
