package io.crossim.sdk;

/**
 * What somebody is doing just now. No signal is stored: one that is lost stays lost.
 *
 * @param conversation where they are typing; of ONLINE and OFFLINE the one with them
 */
public record Signal(Conversation conversation, long userId, Type type) {

  /** What a signal tells. */
  public enum Type {
    /** They are typing. It counts for some seconds, unless they say it again. */
    TYPING,
    /** They are typing no longer. */
    STOPPED,
    /**
     * They are online: on one device at least. For those whom {@link Client#watchPresence} names.
     */
    ONLINE,
    /** They are offline, for some seconds at least. */
    OFFLINE
  }
}
