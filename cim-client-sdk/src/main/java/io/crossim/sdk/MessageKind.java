package io.crossim.sdk;

/** What a message does in its conversation. Outside of groups a message is {@link #CONTENT}. */
public enum MessageKind {
  /** The body is for people to read. */
  CONTENT,
  /** The body takes the place of that of an earlier message. */
  EDIT,
  /** An earlier message is taken back. */
  RECALL,
  /** The body is a reaction to an earlier message, which is given, or taken back. */
  REACTION,
  /** Users have become members: the sender has added them, or has joined. */
  JOINED,
  /** Users are members no longer: the sender has removed them, or has left. */
  LEFT,
  /** The name, the settings or the roles of the group are others, or it is dismissed. */
  CHANGED,
  /** Something that this version of the library does not know. */
  OTHER
}
