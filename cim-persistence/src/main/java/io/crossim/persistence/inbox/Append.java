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
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
public record Append(long userId, String dedupId, byte[] payload, boolean withPrevious) {

  /** One that stands for itself. */
  public Append(long userId, String dedupId, byte[] payload) {
    this(userId, dedupId, payload, /* withPrevious= */ false);
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
