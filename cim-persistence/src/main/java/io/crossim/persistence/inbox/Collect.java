package io.crossim.persistence.inbox;

import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import java.util.List;

/**
 * Brings places of a conversation into a user's inbox, as references.
 *
 * @param from where the caller takes the cursor to stand; {@link Place#NOWHERE} to be told
 * @param upTo where the cursor goes. Below {@code from} only when the log has gone back
 * @param places what is appended, rising, up to {@code upTo}; what is not among it is passed over.
 *     None moves the cursor and leaves the inbox as it is
 */
public record Collect(
    long userId, ConversationId conversation, Place from, Place upTo, List<Place> places) {

  /** The most places of one collect. */
  public static final int MOST_PLACES = 128;

  public Collect {
    if (places.size() > MOST_PLACES) {
      throw CimException.invalid("places", places.size(), "at most " + MOST_PLACES);
    }
  }

  /** The bytes that its references count in the inbox. */
  public long bytes() {
    long bytes = 0;
    for (Place place : places) {
      bytes += new Reference(conversation, place).text().length();
    }
    return bytes;
  }

  /** Whether another one brings the same places, but for its user and where that one stands. */
  public boolean bringsSame(Collect other) {
    return conversation.equals(other.conversation)
        && upTo.equals(other.upTo)
        && places.equals(other.places);
  }

  /** What becomes of it where the cursor stands at a place, if there is room. */
  public CollectOutcome.Status at(Place cursor) {
    if (cursor.equals(from)) {
      return CollectOutcome.Status.TAKEN;
    }
    return cursor.seq() >= upTo.seq() ? CollectOutcome.Status.AHEAD : CollectOutcome.Status.BEHIND;
  }
}
