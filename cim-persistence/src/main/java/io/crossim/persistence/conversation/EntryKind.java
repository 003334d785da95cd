package io.crossim.persistence.conversation;

/** What an entry of a conversation is. Their order is stored: new ones come last. */
public enum EntryKind {
  /** A message. Only these count for unread. */
  CONTENT,
  /** Another payload for a message. */
  EDIT,
  /** Takes a message away. */
  RECALL,
  /** Adds a reaction to a message, or takes one away. */
  REACTION,
  /** Users have become members. */
  JOINED,
  /** Users are members no longer. */
  LEFT,
  /** Name, settings or a role are other ones, or the group is dismissed. */
  CHANGED
}
