package io.crossim.persistence.conversation.local;

import org.jspecify.annotations.Nullable;

/** Tells that the rows of one conversation cannot be read, while those of others can. */
public final class DamagedConversationException extends RuntimeException {

  public DamagedConversationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
