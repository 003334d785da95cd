package io.crossim.persistence.conversation.embedded;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.local.DamagedConversationException;
import io.crossim.persistence.conversation.local.LocalConversations;
import io.crossim.persistence.files.Epochs;
import io.crossim.persistence.files.StoreFiles;
import io.crossim.persistence.files.WriteGroup;
import java.util.LinkedHashSet;
import java.util.Set;
import lombok.extern.slf4j.Slf4j;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What a group of calls does with conversations, and the write that it becomes. */
@Slf4j
final class ConversationGroup implements WriteGroup {

  /** So many conversations are remembered as told. Of more, the first ones are told again. */
  private static final int MOST_REPORTED = 10_000;

  private final StoreFiles files;
  private final FileRows rows;
  private final LocalConversations conversations;
  private final WriteBatch batch = new WriteBatch();
  private final Set<ConversationId> reported = new LinkedHashSet<>();
  private int stored;

  /** Makes a group that owns the files from now on. */
  ConversationGroup(StoreFiles files, ConversationLimits limits) {
    this.files = files;
    this.rows = new FileRows(files);
    this.conversations = new LocalConversations(rows, limits, new Epochs()::next, this::report);
  }

  LocalConversations conversations() {
    return conversations;
  }

  /** Carries a post out, and counts what it adds to the write. */
  PostOutcome post(Post post) {
    PostOutcome outcome = conversations.post(post);
    stored += outcome.status() == PostOutcome.Status.STORED ? 1 : 0;
    return outcome;
  }

  /** Carries a change out, and counts what it adds to the write. */
  ChangeOutcome change(GroupChange change) {
    ChangeOutcome outcome = conversations.change(change);
    stored += outcome.status() == ChangeOutcome.Status.DONE ? 1 : 0;
    return outcome;
  }

  private void report(ConversationId id, DamagedConversationException damage) {
    if (reported.add(id)) {
      log.error(
          "the conversation {} cannot be used: {}. Its calls fail, those of others do not",
          id.key(),
          damage.getMessage());
      if (reported.size() > MOST_REPORTED) {
        reported.remove(reported.iterator().next());
      }
    }
  }

  @Override
  public void begin(long time) {
    stored = 0;
    conversations.begin(time);
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public void write() throws RocksDBException {
    rows.addTo(batch);
    if (batch.count() > 0) {
      files.write(batch, stored);
    }
    batch.clear();
    rows.clear();
  }

  @Override
  public void undo() {
    batch.clear();
    rows.clear();
  }

  @Override
  public void look() {
    files.look();
  }

  @Override
  public void close() {
    batch.close();
    files.close();
  }
}
