package io.crossim.persistence.conversation;

/** What a member may do. Their order is stored: each may do what those before it may. */
public enum Role {
  MEMBER,
  ADMIN,
  OWNER
}
