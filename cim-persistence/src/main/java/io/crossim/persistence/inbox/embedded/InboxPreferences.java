package io.crossim.persistence.inbox.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.files.DamagedRowsException;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.rocksdb.RocksDBException;

/** Notes whom users do not want to hear of, and tells it. On one thread. */
@RequiredArgsConstructor
final class InboxPreferences {

  private final KnownInboxes inboxes;
  private final BlockRows blocks;
  private final MuteRows mutes;
  private final DamagedInboxes damaged;
  private long now;

  /** Begins a group. */
  void begin(long time) {
    now = time;
  }

  private Inbox inbox(long userId) throws RocksDBException {
    return inboxes.asOf(userId, now);
  }

  PreferenceOutcome block(Block block) throws RocksDBException {
    try {
      return blocks.put(inbox(block.userId()), block);
    } catch (DamagedRowsException e) {
      damaged.tell(block.userId(), e);
      return PreferenceOutcome.BROKEN;
    }
  }

  List<Long> blocked(long userId) throws RocksDBException {
    try {
      return List.copyOf(blocks.of(inbox(userId)));
    } catch (DamagedRowsException e) {
      damaged.tell(userId, e);
      return List.of();
    }
  }

  PreferenceOutcome mute(Mute mute) throws RocksDBException {
    try {
      return mutes.put(inbox(mute.userId()), mute, now);
    } catch (DamagedRowsException e) {
      damaged.tell(mute.userId(), e);
      return PreferenceOutcome.BROKEN;
    }
  }

  List<Long> muted(long userId, List<ConversationId> conversations) throws RocksDBException {
    Map<String, Long> muted;
    try {
      muted = mutes.of(inbox(userId));
    } catch (DamagedRowsException e) {
      damaged.tell(userId, e);
      muted = Map.of();
    }
    List<Long> times = new ArrayList<>(conversations.size());
    for (ConversationId conversation : conversations) {
      times.add(muted.getOrDefault(conversation.key(), Mute.NOT));
    }
    return times;
  }
}
