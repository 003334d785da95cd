package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a message says.
 *
 * @param number counts the messages of its lane, from 1
 * @param due when it was due, by {@link System#nanoTime} of this process
 */
public record MessageText(int lane, long number, long due) {

  /** As bytes that are text in ASCII, without a quote, filled up to a size. */
  public byte[] bytes(int size) {
    byte[] head = (lane + ":" + number + ":" + due + ":").getBytes(ISO_8859_1);
    if (head.length >= size) {
      return head;
    }
    byte[] whole = Arrays.copyOf(head, size);
    Arrays.fill(whole, head.length, size, (byte) 'x');
    return whole;
  }

  /** Reads a text of this tool; null for any other. */
  public static @Nullable MessageText parse(String text) {
    int first = text.indexOf(':');
    int second = text.indexOf(':', first + 1);
    int third = text.indexOf(':', second + 1);
    if (first <= 0 || second < 0 || third < 0) {
      return null;
    }
    try {
      return new MessageText(
          Integer.parseInt(text, 0, first, 10),
          Long.parseLong(text, first + 1, second, 10),
          Long.parseLong(text, second + 1, third, 10));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
