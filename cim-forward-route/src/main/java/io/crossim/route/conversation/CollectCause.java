package io.crossim.route.conversation;

/** Why something is brought into inboxes. */
enum CollectCause {
  /** It was just posted. */
  PUSH,
  /** Its receiver has logged in, or has made room. */
  LOGIN,
  /** It was left unfinished. */
  SWEEP,
  /** Its receiver is to become a member again. */
  ADD
}
