package io.crossim.sdk;

/** What became of a message. One that was refused or never left has none: its future fails. */
public enum SendStatus {
  /** It is in the receiver's inbox, or in the log of the group: they get it when they are there. */
  STORED,
  /** It is in the receiver's inbox, and a live connection of theirs took it. */
  PUSHED,
  /** The cluster took it and did not say more: a v2 cluster, or a message to all. */
  SENT,
  /** It was for everyone, and nobody else was online: it went to no one. */
  NOBODY,
  /** No answer came in time; the cluster may or may not have taken it. */
  UNKNOWN
}
