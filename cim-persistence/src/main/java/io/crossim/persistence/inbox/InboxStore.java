package io.crossim.persistence.inbox;

import io.crossim.common.result.Await;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.ConversationId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The inboxes of all users. Any thread may call; a batch costs one round trip.
 *
 * <p>Calls neither block nor throw. What comes of one is told by its future, which completes on a
 * thread of the store's or on the caller's: what hangs on it must not block, because everybody's
 * answers wait for it. It fails with {@link UnavailableException} when the store is away or does
 * not answer in time; what the call then did is not known, and it may be repeated: an append
 * carries an id that stores it once. What the store was not given by then it is never given.
 * Futures may wrap the failure up on its way; {@link Await#failure} unwraps it.
 *
 * <p>Calls that one thread makes one after the other take effect in that order, user by user,
 * whether it waits between them or not. A store that cannot always keep to that says when.
 *
 * <p>An inbox is a log with sequence numbers 1, 2, 3... inside an epoch, a random word that is
 * another one as soon as the store is seen to have gone back or to have been replaced. Time is the
 * store's own.
 */
public interface InboxStore extends AutoCloseable {

  /**
   * Appends messages. Those to one user get rising sequence numbers in the order given; what an
   * append answers as stored is as durable as the store is set to be. An id that the inbox has seen
   * within the last day stores nothing and answers the first outcome again, also when that message
   * was trimmed since. One whose sender the receiver has blocked is not stored. An inbox that the
   * store cannot use (damaged, or of another form) answers {@link AppendOutcome.Status#BROKEN} and
   * concerns no other one of the batch; the other calls answer a page or a state with an empty
   * epoch for it.
   *
   * @param batch not to be changed before the future is done; nor are those of the other calls
   * @return one outcome per append, in the same order
   */
  CompletableFuture<List<AppendOutcome>> append(List<Append> batch);

  /**
   * Reads what follows positions. What was collected comes as references.
   *
   * @return one page per query, in the same order
   */
  CompletableFuture<List<InboxPage>> read(List<InboxQuery> queries);

  /**
   * Moves acknowledgements forward. One of another epoch, beyond the head, or not above what the
   * device acknowledged before, changes nothing. What the slowest device that was seen within the
   * last 30 days has acknowledged is trimmed.
   */
  CompletableFuture<Void> acknowledge(List<Acknowledgement> acknowledgements);

  /**
   * How inboxes stand for devices, and notes that the devices were seen. A device that is new
   * begins at the oldest message that is kept; where there are too many, it displaces the one that
   * was not seen for the longest time.
   *
   * @return one state per device, in the same order
   */
  CompletableFuture<List<InboxState>> states(List<InboxDevice> devices);

  /**
   * Notes that conversations are to be brought into inboxes, before their users become members.
   * What is followed already stays as it is, and counts as touched. An intent of somebody whom the
   * user has blocked is refused.
   *
   * @return one outcome per intent, in the same order
   */
  CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows);

  /**
   * Has an inbox refuse what a user sends to it, or take it again. What is appended and followed
   * later is judged by it.
   */
  CompletableFuture<PreferenceOutcome> block(Block block);

  /** Whom a user has blocked, in no order: not more than {@link Block#MOST}. */
  CompletableFuture<List<Long>> blocked(long userId);

  /** Whether a user has blocked another one. */
  default CompletableFuture<Boolean> blocks(long userId, long other) {
    return blocked(userId).thenApply(all -> all.contains(other));
  }

  /**
   * Notes that a user is not to be notified of a conversation, or is again. It changes nothing of
   * what the inbox gets. A note whose time is over may be forgotten.
   */
  CompletableFuture<PreferenceOutcome> mute(Mute mute);

  /**
   * Until when a user has muted conversations; {@link Mute#NOT} for one that they have not.
   *
   * @return one time per conversation, in the same order
   */
  CompletableFuture<List<Long>> muted(long userId, List<ConversationId> conversations);

  /**
   * Some of the conversations that a user's inbox follows.
   *
   * @param after where the page before ended; empty for the first one
   * @param limit about so many
   * @throws io.crossim.common.result.CimException when no page of this store ends there
   */
  CompletableFuture<FollowedPage> followed(long userId, String after, int limit);

  /**
   * Ends the following of conversations of which nothing more is to come. One that was touched
   * since it was read, or within the last hour, stays: somebody may be about to use it.
   */
  CompletableFuture<Void> unfollow(List<Followed> followed);

  /**
   * Brings places of conversations into inboxes: appends references and moves the cursor, in one
   * step, if the cursor stands where the caller takes it to stand. So each place comes once,
   * whoever collects it and however often. A conversation that is not followed has its cursor at
   * the start. Those for one user are carried out in the order given.
   *
   * @return one outcome per collect, in the same order
   * @throws io.crossim.common.result.CimException when one has more than {@link
   *     Collect#MOST_PLACES}
   */
  CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch);

  /**
   * Notes that a user was brought what all their conversations have: their inbox is not {@link
   * InboxPage#behind} any more, unless a collect has found no room meanwhile.
   *
   * @param overflow as the first page of conversations told it, before anything was brought
   */
  CompletableFuture<Void> caughtUp(long userId, long overflow);

  /**
   * What keeps the order of calls. Where a store of sessions has the same, the promise above holds
   * for calls to both of them; else a caller that needs an order between them waits for the first
   * one.
   */
  default Object orderedBy() {
    return this;
  }

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
