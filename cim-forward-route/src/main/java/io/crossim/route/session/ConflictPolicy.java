package io.crossim.route.session;

/** What becomes of a login while the same user and device has a session that lives. */
public enum ConflictPolicy {
  /** The newcomer is refused, but only while the older connection answers. */
  REJECT,
  /** The newcomer takes over. */
  REPLACE,
  /** One session per device; on the same device the newcomer takes over. */
  MULTI;

  private static final String ONLY_SLOT = "any";

  /** Under which name the session of a device is kept: one for all of them, or one for each. */
  String slot(String device) {
    return this == MULTI ? device : ONLY_SLOT;
  }
}
