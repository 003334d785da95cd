package io.crossim.persistence.inbox.embedded;

import org.jspecify.annotations.Nullable;

/** Tells that the files of one inbox cannot be read, while those of others can. */
final class DamagedInboxException extends RuntimeException {

  DamagedInboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
