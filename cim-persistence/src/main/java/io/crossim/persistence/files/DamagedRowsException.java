package io.crossim.persistence.files;

import org.jspecify.annotations.Nullable;

/** Tells that the rows of one user or conversation cannot be read, while those of others can. */
public final class DamagedRowsException extends RuntimeException {

  public DamagedRowsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
