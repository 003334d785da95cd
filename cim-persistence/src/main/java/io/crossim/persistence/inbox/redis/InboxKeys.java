package io.crossim.persistence.inbox.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The keys of a user's inbox; the braces put them into one slot of a Redis Cluster. */
final class InboxKeys {

  private InboxKeys() {}

  /** State, log, devices, and the beginning of the keys that remember ids. */
  static byte[][] of(long userId) {
    String prefix = "cim3:{u" + userId + "}:";
    return new byte[][] {
      bytes(prefix + "inbox"),
      bytes(prefix + "log"),
      bytes(prefix + "devices"),
      bytes(prefix + "ids:")
    };
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static byte[] number(long number) {
    return bytes(Long.toString(number));
  }
}
