package io.crossim.persistence.conversation;

/** Names one entry of one conversation, as an inbox keeps it in the place of a payload. */
public record Reference(ConversationId conversation, Place place) {

  /** A short text that names it, as stores keep it: {@code g7:42:1795514482566}. */
  public String text() {
    return conversation.key() + ':' + place.seq() + ':' + place.messageId();
  }

  /**
   * Reads what {@link #text} has written.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Reference parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("reference: " + text + " (expected: g7:42:1795514482566)");
    }
    return new Reference(
        ConversationId.parse(parts[0]),
        new Place(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
  }
}
