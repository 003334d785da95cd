package io.crossim.sdk;

/** What became of a message. A refused one has no status: its future fails. */
public enum SendStatus {
  /** The cluster took it. */
  SENT,
  /** No answer came in time; the cluster may or may not have taken it. */
  UNKNOWN
}
