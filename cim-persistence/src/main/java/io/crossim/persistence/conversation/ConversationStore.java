package io.crossim.persistence.conversation;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The logs of all conversations, with the members of groups. Any thread may call; a batch costs one
 * round trip.
 *
 * <p>Calls neither block nor throw, but for arguments that break a bound. What comes of one is told
 * by its future, which completes on a thread of the store's or on the caller's: what hangs on it
 * must not block. It fails with {@link UnavailableException} when the store is away or does not
 * answer in time; what the call then did is not known, and it may be repeated. Futures may wrap the
 * failure up on its way; {@link Await#failure} unwraps it.
 *
 * <p>A conversation is a log with places 1, 2, 3... Each post and each change is one atomic step:
 * who may do it is judged by the members and roles of that very moment. A member has to get exactly
 * the places from their joining to their leaving. A group comes to be by a change, a pair of users
 * by the first post.
 *
 * <p>A conversation that the store cannot use (damaged, or of another form) answers BROKEN, or
 * nothing where there is no such word, and concerns no other one of the batch. Time is the store's
 * own.
 */
public interface ConversationStore extends AutoCloseable {

  /** Posts and changes in the name of the system, and may do all. */
  long SYSTEM = 0;

  /**
   * Appends posts, those to one conversation in the order given. A post that is stored lists its
   * conversation as unfinished in the same step, and moves the sender's marks to its place. An id
   * that the conversation has seen within the last day stores nothing and answers the first outcome
   * again, whatever became of the sender since.
   *
   * @param posts not to be changed before the future is done; nor are those of the other calls
   * @return one outcome per post, in the same order
   */
  CompletableFuture<List<PostOutcome>> post(List<Post> posts);

  /**
   * An id for a new group. Repeated within a day with the same creator and id of the call, it
   * answers the same one.
   *
   * @param dedupId names the call, for this creator; 1 to 80 characters
   */
  CompletableFuture<Long> newGroup(long creator, String dedupId);

  /**
   * Changes a group or its members. An effective change lists the group as unfinished in the same
   * step. Users are to be followed in the inbox store before they are added.
   *
   * @throws io.crossim.common.result.CimException when the change names more users than {@link
   *     ConversationLimits#USERS_PER_CHANGE}
   */
  CompletableFuture<ChangeOutcome> change(GroupChange change);

  /**
   * Reads entries as members.
   *
   * @return one page per query, in the same order
   */
  CompletableFuture<List<ConversationPage>> read(List<ConversationQuery> queries);

  /**
   * The entries that references name, whoever asks: who holds a reference was entitled to it. One
   * whose log has no such entry any more, by age or because it went back, has null.
   *
   * @return one entry per reference, in the same order
   */
  CompletableFuture<List<@Nullable ConversationEntry>> resolve(List<Reference> references);

  /**
   * How users stand in conversations.
   *
   * @return one standing per membership, in the same order
   */
  CompletableFuture<List<Standing>> standings(List<Membership> memberships);

  /** Groups by their ids, without those that do not exist. */
  CompletableFuture<Map<Long, GroupInfo>> groups(List<Long> groupIds);

  /**
   * Some of the members of a group.
   *
   * @param after where the page before ended; empty for the first one
   * @param limit about so many
   */
  CompletableFuture<MemberPage> members(long groupId, String after, int limit);

  /**
   * Moves marks forward, never back and never beyond what the user has to get. A mark of somebody
   * who is not a member does nothing. What is read counts as delivered.
   *
   * @return the marks as they stand then, in the same order; 0 for who is not a member
   */
  CompletableFuture<List<Mark>> mark(List<Mark> marks);

  /**
   * Has the conversation of two users refuse what one of them posts, because the other one blocks
   * them, or take it again. A recall is always taken.
   *
   * @param by who blocks
   * @param other who is refused, another user
   */
  CompletableFuture<Void> block(long by, long other, boolean isSet);

  /**
   * Conversations of a shard that have been unfinished for longer, those for the longest time
   * first.
   *
   * @param shard from 0 to {@link ConversationId#SHARDS} - 1
   */
  CompletableFuture<List<Unfinished>> unfinished(int shard, Duration olderThan, int limit);

  /** Takes conversations off the list of unfinished ones, unless they have a later place. */
  CompletableFuture<Void> finished(List<Finished> finished);

  /**
   * Why the store cannot accept messages at present, in a sentence for those who run it; empty when
   * it knows of no reason. Any thread; never blocks.
   */
  default Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  void close();
}
