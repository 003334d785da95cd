package io.crossim.route.delivery;

import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.route.api.Continuity;
import org.jspecify.annotations.Nullable;

/**
 * Stands in an inbox where messages of a conversation are missing, among the references to its
 * places, so that each device is told of it once and in order. It is a place before the first
 * entry, with the reason in place of an id.
 */
public final class GapPlace {

  private static final long EXPIRED = 1;
  private static final long WENT_BACK = 2;

  private GapPlace() {}

  /** The place for what a page is missing; null when nothing is. */
  public static @Nullable Place of(ConversationPage.Continuity continuity) {
    return switch (continuity) {
      case KEPT -> null;
      case EXPIRED -> new Place(0, EXPIRED);
      case WENT_BACK -> new Place(0, WENT_BACK);
    };
  }

  /** Why messages are missing before a reference; KEPT for one to an entry, or none at all. */
  static Continuity reason(@Nullable Reference reference) {
    if (reference == null || reference.place().seq() != 0) {
      return Continuity.KEPT;
    }
    return reference.place().messageId() == EXPIRED
        ? Continuity.EXPIRED
        : Continuity.STORE_WENT_BACK;
  }
}
