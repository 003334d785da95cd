package io.crossim.client.talk;

import java.util.OptionalLong;

/**
 * A text and whom it is for.
 *
 * @param receiver empty for everyone online
 */
record Addressed(OptionalLong receiver, String text) {

  static Addressed toAll(String text) {
    return new Addressed(OptionalLong.empty(), text);
  }

  static Addressed toOne(long userId, String text) {
    return new Addressed(OptionalLong.of(userId), text);
  }
}
