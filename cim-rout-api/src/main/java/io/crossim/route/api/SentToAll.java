package io.crossim.route.api;

/** What {@code /groupRoute} answers to a caller that announced protocol 3. */
public record SentToAll(Status status) {

  /** Whether there was anybody to get the message. */
  public enum Status {
    SENT,
    /** Nobody else is online: the message went to no one. */
    NOBODY
  }
}
