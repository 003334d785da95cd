package io.crossim.persistence.inbox;

import java.util.List;

/**
 * A message for an inbox.
 *
 * @param userId whose inbox
 * @param dedupId names the message for a day, for every caller; not empty
 * @param payload what is stored; never changed by either side
 * @param withPrevious whether it is stored only together with the append before it in the batch,
 *     which is to the same user: of a run of such appends all are stored or none
 * @param senderId who is refused if the receiver has blocked them; {@link #NOBODY} for one that is
 *     always taken
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record Append(
    long userId, String dedupId, byte[] payload, boolean withPrevious, long senderId) {

  /** No user has this id, so nobody can block it. */
  public static final long NOBODY = 0;

  /** One that is always taken. */
  public Append(long userId, String dedupId, byte[] payload, boolean withPrevious) {
    this(userId, dedupId, payload, withPrevious, NOBODY);
  }

  /** One that stands for itself, and is always taken. */
  public Append(long userId, String dedupId, byte[] payload) {
    this(userId, dedupId, payload, /* withPrevious= */ false, NOBODY);
  }

  /** The place behind the run of appends, to be stored together, that begins at a place. */
  public static int endOfRun(List<Append> batch, int from) {
    int end = from + 1;
    while (end < batch.size()
        && batch.get(end).withPrevious()
        && batch.get(end).userId() == batch.get(from).userId()) {
      end++;
    }
    return end;
  }
}
