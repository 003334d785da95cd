package io.crossim.persistence.session;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.inbox.InboxStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Which connection is a user's session. Any thread may call, and no call but {@link #epoch} blocks
 * or throws: the future completes on a thread of the store's or on the caller's, and what hangs on
 * it must not block. A call with many items takes one round trip. It fails with {@link
 * UnavailableException} when the store is away or does not answer in time; what it then did is not
 * known, and it may be repeated. Only what no store can keep is refused with an exception at once:
 * a line break in a word, or a generation below 1 or beyond 2^53 - 1.
 */
public interface SessionStore extends AutoCloseable {

  /** For so long a watch counts, unless it is noted again. */
  Duration WATCH_LASTS = Duration.ofSeconds(90);

  /**
   * Compare-and-set: makes each claim the session of its user and device if the generation there is
   * the expected one. A claim whose own connection is the session already keeps its generation, so
   * that a repeat is harmless.
   *
   * @return one outcome per attempt, in the same order
   */
  CompletableFuture<List<BindOutcome>> bind(List<BindAttempt> attempts);

  /**
   * Stores sessions again that a store may have lost, each unless a session with a higher
   * generation stands there; then that one is the outcome. Generations given later are higher than
   * every one restored.
   *
   * @return one outcome per session, in the same order
   */
  CompletableFuture<List<BindOutcome>> restore(List<Session> sessions);

  /** Takes the session of a user and device away if it is of this generation. */
  CompletableFuture<Void> unbind(List<SessionKey> sessions);

  /** The sessions of a user, one per device; empty when there is none. */
  default CompletableFuture<List<Session>> find(long userId) {
    return findAll(List.of(userId));
  }

  /**
   * The sessions of many users, in no particular order, as they are when the call takes effect:
   * after everything whose future was done before the call, in whatever store.
   */
  CompletableFuture<List<Session>> findAll(Collection<Long> userIds);

  /**
   * Notes that a server wants to know when sessions of users begin and end, for {@link
   * #WATCH_LASTS} from now.
   */
  CompletableFuture<Void> watch(Watcher watcher, Collection<Long> userIds);

  /** Which servers want to know it of users, in no particular order. */
  CompletableFuture<List<Watch>> watchers(Collection<Long> userIds);

  /**
   * What keeps the order of calls that one thread makes one after the other. {@link #findAll} also
   * takes effect behind a call that is not done yet, to inboxes that are ordered by the same
   * ({@link InboxStore#orderedBy}).
   */
  default Object orderedBy() {
    return this;
  }

  /**
   * A random word that stays the same while the store keeps its content and is another one after
   * the store came back empty. Blocks, and throws.
   */
  String epoch();

  @Override
  void close();

  /**
   * A claim, and what its maker believes to stand there.
   *
   * @param expectedGeneration 0 when no session is expected there; an expected session that is gone
   *     by then is in nobody's way
   */
  record BindAttempt(SessionClaim claim, long expectedGeneration) {}

  /**
   * How a bind or a restore ended.
   *
   * @param bound whether the claim is the session now
   * @param session the session that stands there now, the claim's own if it was bound
   */
  record BindOutcome(boolean bound, Session session) {}

  /** A server that watches a user. */
  record Watch(long userId, Watcher watcher) {}

  /** One generation of a user's session on a device. */
  record SessionKey(long userId, String device, long generation) {}
}
