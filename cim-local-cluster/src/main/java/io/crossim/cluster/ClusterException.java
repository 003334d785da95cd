package io.crossim.cluster;

import org.jspecify.annotations.Nullable;

/** A process that could not be started or reached; the message is a sentence for the user. */
public final class ClusterException extends RuntimeException {

  public ClusterException(String message) {
    this(message, null);
  }

  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
