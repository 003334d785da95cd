package io.crossim.service.front;

import io.crossim.service.credential.ClusterCredential;

/** Whether a call is for this caller; asked before any of its body is read. */
@FunctionalInterface
interface Guard {

  /** For everybody. */
  Guard NONE = head -> true;

  /**
   * Any thread; never blocks.
   *
   * @param head without a body
   */
  boolean admits(CallRequest head);

  /** For services of the cluster alone. */
  static Guard members(ClusterCredential credential) {
    return head -> credential.proves(head.header("Authorization"));
  }

  /** For them, and for people and scripts on this machine. */
  static Guard membersAndLocal(ClusterCredential credential) {
    Guard members = members(credential);
    return head -> head.isLocal() || members.admits(head);
  }

  /** The same, but not for a page in a browser on this machine, which may be anybody's. */
  static Guard operators(ClusterCredential credential) {
    Guard members = members(credential);
    return head -> (head.isLocal() && head.header("Origin") == null) || members.admits(head);
  }
}
