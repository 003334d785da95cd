package io.crossim.client.talk;

/**
 * A text and whom it is for.
 *
 * @param id of the user or the group; 0 for everyone online
 */
record Addressed(To to, long id, String text) {

  /** How many it is for. */
  enum To {
    ALL,
    USER,
    GROUP
  }

  static Addressed toAll(String text) {
    return new Addressed(To.ALL, 0, text);
  }

  static Addressed toOne(long userId, String text) {
    return new Addressed(To.USER, userId, text);
  }

  static Addressed toGroup(long groupId, String text) {
    return new Addressed(To.GROUP, groupId, text);
  }
}
