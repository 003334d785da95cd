package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.Mark;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.conversation.Standing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each call of a store does, one item after the other. One that meets damaged rows answers
 * BROKEN and has changed nothing. One thread at a time.
 */
public final class LocalConversations {

  private final Rows rows;
  private final Opening opening;
  private final RememberedIds ids;

  /**
   * @param epochs makes words that nobody can guess
   * @param damaged is told the conversations that cannot be used, and why
   */
  public LocalConversations(
      Rows rows,
      ConversationLimits limits,
      Supplier<String> epochs,
      BiConsumer<ConversationId, DamagedConversationException> damaged) {
    this.rows = rows;
    this.opening = new Opening(rows, limits, epochs, damaged);
    this.ids = new RememberedIds(rows);
  }

  /** Forgets what was remembered for a day, and sets the time of the next calls. */
  public void begin(long time) {
    ids.begin(time);
    rows.keep();
    opening.now = time;
  }

  public PostOutcome post(Post post) {
    return opening.unlessDamaged(
        post.conversation(),
        PostOutcome.refused(PostOutcome.Status.BROKEN, "", 0),
        () -> {
          Conversation conversation = opening.find(post.conversation());
          PostOutcome known = conversation == null ? null : ids.find(post, conversation.state);
          if (known != null) {
            return known;
          } else if (conversation == null && post.conversation().isGroup()) {
            return PostOutcome.refused(PostOutcome.Status.UNKNOWN_GROUP, "", 0);
          } else if (conversation == null) {
            conversation = opening.create(post.conversation());
          }
          PostOutcome outcome = new Posting(conversation, post).run();
          if (outcome.status() == PostOutcome.Status.STORED) {
            conversation.save();
            ids.add(post, outcome);
          }
          return outcome;
        });
  }

  public long newGroup(long creator, String dedupId) {
    long id = ids.group(creator, dedupId);
    rows.keep();
    return id;
  }

  public ChangeOutcome change(GroupChange change) {
    ConversationId id = ConversationId.group(change.groupId());
    return opening.unlessDamaged(
        id,
        ChangeOutcome.without(ChangeOutcome.Status.BROKEN, "", 0, List.of()),
        () -> {
          Conversation group = opening.find(id);
          if (group == null && !(change instanceof GroupChange.Create)) {
            return ChangeOutcome.without(ChangeOutcome.Status.UNKNOWN_GROUP, "", 0, List.of());
          } else if (group == null) {
            group = opening.create(id);
          }
          ChangeOutcome outcome = new Changing(group, change).run();
          if (outcome.status() == ChangeOutcome.Status.DONE) {
            group.save();
          }
          return outcome;
        });
  }

  /** A page, of rows that nothing changes meanwhile. */
  public ConversationPage readAt(long time, ConversationQuery query) {
    opening.now = time;
    return read(query);
  }

  public ConversationPage read(ConversationQuery query) {
    return opening.unlessDamaged(
        query.conversation(),
        ConversationPage.refused(ConversationPage.Status.BROKEN, ""),
        () -> {
          Conversation conversation = opening.find(query.conversation());
          if (conversation == null && !query.conversation().isGroup()) {
            conversation = opening.create(query.conversation()); // with nothing in it, and not kept
          }
          return conversation == null
              ? ConversationPage.refused(ConversationPage.Status.UNKNOWN_GROUP, "")
              : new Reading(conversation).page(query);
        });
  }

  public @Nullable ConversationEntry resolve(Reference reference) {
    return opening
        .with(
            reference.conversation(),
            Optional.<ConversationEntry>empty(),
            conversation ->
                Optional.ofNullable(new LogReader(conversation).find(reference.place().seq())))
        .filter(entry -> entry.messageId() == reference.place().messageId())
        .orElse(null);
  }

  public Standing standing(Membership membership) {
    Standing broken = Standing.none(Standing.Status.BROKEN, "", 0);
    return opening.unlessDamaged(
        membership.conversation(),
        broken,
        () -> {
          Conversation conversation = opening.find(membership.conversation());
          return conversation == null
              ? Standing.none(Standing.Status.NONE, "", 0)
              : new Standings(conversation).of(membership.userId());
        });
  }

  /** The groups that there are of these. */
  public Map<Long, GroupInfo> groups(List<Long> groupIds) {
    Map<Long, GroupInfo> groups = new LinkedHashMap<>();
    for (long id : groupIds) {
      GroupInfo group = group(id);
      if (group != null) {
        groups.put(id, group);
      }
    }
    return groups;
  }

  private @Nullable GroupInfo group(long groupId) {
    return opening
        .with(
            ConversationId.group(groupId),
            Optional.<GroupInfo>empty(),
            group -> Optional.of(group.state.info()))
        .orElse(null);
  }

  public Mark mark(Mark mark) {
    return opening.with(
        mark.conversation(),
        new Mark(mark.conversation(), mark.userId(), 0, 0),
        conversation -> new Standings(conversation).move(mark));
  }

  /** Has a pair refuse what one of them posts because the other one blocks them, or take it. */
  public void block(long by, long other, boolean isSet) {
    byte[] key = RowKeys.blocked(ConversationId.pair(by, other), by);
    if (isSet) {
      rows.put(key, new byte[0]);
    } else {
      rows.delete(key);
    }
    rows.keep();
  }

  /** The lists of members, and of what is unfinished. */
  public LocalLists lists() {
    return new LocalLists(opening);
  }
}
