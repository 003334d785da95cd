package io.crossim.persistence.session.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.CimException;
import io.crossim.persistence.session.Session;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The form of a session in Redis, which the scripts read too: a field per device in the hash of the
 * user, with a value of four lines: generation, connection, incarnation, server.
 */
final class SessionFields {

  private static final String DEVICE = "d:";
  private static final long MAX_GENERATION = (1L << 53) - 1;

  private SessionFields() {}

  static byte[] key(long userId) {
    return ("cim3:{u" + userId + "}:session").getBytes(UTF_8);
  }

  static byte[] field(String device) {
    return (DEVICE + device).getBytes(UTF_8);
  }

  static boolean isSession(byte[] field) {
    return field.length >= 2 && field[0] == 'd' && field[1] == ':';
  }

  static String device(byte[] field) {
    return new String(field, DEVICE.length(), field.length - DEVICE.length(), UTF_8);
  }

  static byte[] number(long value) {
    return Long.toString(value).getBytes(UTF_8);
  }

  /** A word that must not break the lines of the value. */
  static byte[] word(String name, String value) {
    if (value.indexOf('\n') >= 0) {
      throw CimException.invalid(name, value, "one line");
    }
    return value.getBytes(UTF_8);
  }

  static byte[] value(Session session) {
    // Beyond this the scripts' numbers are no longer exact.
    if (session.generation() < 1 || session.generation() > MAX_GENERATION) {
      throw CimException.invalid("generation", session.generation(), "1 to " + MAX_GENERATION);
    }
    word("incarnation", session.incarnation());
    word("server", session.server());
    return String.join(
            "\n",
            Long.toString(session.generation()),
            Long.toString(session.connection()),
            session.incarnation(),
            session.server())
        .getBytes(UTF_8);
  }

  static Session session(long userId, String device, byte[] value) {
    String lines = new String(value, UTF_8);
    int second = lines.indexOf('\n') + 1;
    int third = lines.indexOf('\n', second) + 1;
    int fourth = lines.indexOf('\n', third) + 1;
    return new Session(
        userId,
        device,
        lines.substring(fourth),
        lines.substring(third, fourth - 1),
        Long.parseLong(lines, second, third - 1, 10),
        Long.parseLong(lines, 0, second - 1, 10));
  }

  /** The sessions of users. The answer for a user is their hash: field, value, field, value... */
  static List<Session> sessions(List<Long> userIds, List<List<Object>> answers) {
    List<Session> found = new ArrayList<>(userIds.size());
    Iterator<Long> users = userIds.iterator();
    for (List<Object> answer : answers) {
      for (Object hash : answer) {
        long userId = users.next();
        List<?> fields = (List<?>) hash;
        for (int i = 0; i < fields.size(); i += 2) {
          byte[] field = (byte[]) fields.get(i);
          if (isSession(field)) {
            byte[] value = (byte[]) fields.get(i + 1);
            found.add(session(userId, device(field), value));
          }
        }
      }
    }
    return found;
  }
}
