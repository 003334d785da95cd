package io.crossim.benchmark.process;

import org.jspecify.annotations.Nullable;

/** A process that cannot be looked at; the message is a sentence for the user. */
public final class ProcessException extends RuntimeException {

  ProcessException(String message) {
    this(message, null);
  }

  ProcessException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
