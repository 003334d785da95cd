package io.crossim.sdk;

import java.util.Locale;

/** What a member of a group may do; each may do what those before it may. */
public enum GroupRole {
  MEMBER,
  /** Removes and mutes members, changes name and settings, recalls what others wrote. */
  ADMIN,
  /** Gives and takes roles, and dismisses the group. A group may have several. */
  OWNER;

  /** The role as the route names it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
