package io.crossim.persistence.inbox.embedded;

import org.jspecify.annotations.Nullable;

/** What lies in the files for one inbox cannot be read; that of others can. */
final class DamagedInboxException extends RuntimeException {

  DamagedInboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
