package io.crossim.route.api;

/** The paths of the route service. */
public final class RoutePaths {

  public static final String REGISTER = "/registerAccount";
  public static final String LOGIN = "/login";
  public static final String PRIVATE = "/p2pRoute";
  public static final String GROUP = "/groupRoute";
  public static final String OFFLINE = "/offLine";
  public static final String ONLINE = "/onlineUser";
  public static final String FETCH_OFFLINE = "/fetchOfflineMsgs";

  /** Protocol 3 only: a token, for a password or for a token that is still valid. */
  public static final String TOKEN = "/token";

  /** Protocol 3 only: ends all sessions of a user with a password, and voids their tokens. */
  public static final String LOGOUT = "/logout";

  /** Protocol 3 only: changes a password, ends the sessions and voids the tokens of the user. */
  public static final String CHANGE_PASSWORD = "/changePassword";

  /**
   * For operators, who show the credential of the cluster: ends all sessions of a user, and voids
   * their tokens.
   */
  public static final String KICK = "/kick";

  public static final String GROUP_CREATE = "/group/create";
  public static final String GROUP_CHANGE = "/group/change";
  public static final String GROUP_ADD = "/group/add";
  public static final String GROUP_REMOVE = "/group/remove";
  public static final String GROUP_ROLE = "/group/role";
  public static final String GROUP_JOIN = "/group/join";
  public static final String GROUP_LEAVE = "/group/leave";
  public static final String GROUP_DISMISS = "/group/dismiss";
  public static final String GROUP_SEND = "/group/send";

  /** GET: one group. {@link #GROUP} is older, and is for everyone online. */
  public static final String GROUP_INFO = "/group";

  public static final String GROUP_MEMBERS = "/group/members";
  public static final String MESSAGE_EDIT = "/message/edit";
  public static final String MESSAGE_RECALL = "/message/recall";
  public static final String MESSAGE_REACT = "/message/react";
  public static final String CONVERSATION_READ = "/conversation/read";
  public static final String CONVERSATION_MUTE = "/conversation/mute";
  public static final String CONVERSATIONS = "/conversations";
  public static final String HISTORY = "/history";
  public static final String READERS = "/readers";

  /** Protocol 3 only: refuses the messages of a user, or takes them again. */
  public static final String BLOCK = "/block";

  public static final String BLOCKED = "/blocked";

  /** A request header; its value {@code 3} asks for what only callers of protocol 3 know. */
  public static final String PROTO_HEADER = "CIM-Proto";

  /** Between services only, protobuf both ways. */
  public static final String BIND = "/internal/sessions/bind";

  /** Between services only, protobuf both ways. */
  public static final String UNBIND = "/internal/sessions/unbind";

  /** Between services only, protobuf both ways. */
  public static final String SEND = "/internal/messages/send";

  /** Between services only, protobuf both ways. */
  public static final String READ = "/internal/messages/read";

  /** Between services only, protobuf both ways. */
  public static final String ACKNOWLEDGE = "/internal/messages/acknowledge";

  /** Between services only, protobuf both ways. */
  public static final String HEADS = "/internal/messages/heads";

  /** Between services only, protobuf both ways. */
  public static final String COLLECT = "/internal/conversations/collect";

  /** Between services only, protobuf both ways. */
  public static final String RECEIPTS = "/internal/conversations/receipts";

  /** Between services only, protobuf both ways. */
  public static final String SIGNALS = "/internal/conversations/signals";

  /** Between services only, protobuf both ways. */
  public static final String WATCH = "/internal/presence/watch";

  /** Between services only, protobuf both ways. */
  public static final String PLACEMENT = "/internal/placement";

  private RoutePaths() {}
}
