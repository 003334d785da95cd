package io.crossim.sdk;

/**
 * What somebody is doing just now. No signal is stored: one that is lost stays lost.
 *
 * @param conversation where they are typing
 */
public record Signal(Conversation conversation, long userId, Type type) {

  /** What a signal tells. */
  public enum Type {
    /** They are typing. It counts for some seconds, unless they say it again. */
    TYPING,
    /** They are typing no longer. */
    STOPPED
  }
}
