package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The keys of a user's inbox; the braces put them into one slot of a Redis Cluster. */
final class InboxKeys {

  private InboxKeys() {}

  /** How all keys of a user's inbox begin. */
  static byte[] prefix(long userId) {
    return ("cim3:{u" + userId + "}:").getBytes(ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] number(long number) {
    return Long.toString(number).getBytes(ISO_8859_1);
  }
}
