package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * Looks for places of a log in an answer of {@code /history}. It reads no JSON: that would cost
 * this tool more than the answer costs what is measured.
 */
final class HistoryAnswer {

  /** What each message begins with. */
  private static final byte[] MESSAGE = "{\"seq\":".getBytes(US_ASCII);

  private HistoryAnswer() {}

  /** Whether it has these places and no others, in their order. */
  static boolean holds(ByteBuf body, long first, int count) {
    long expected = first;
    int end = body.writerIndex();
    for (int at = message(body, body.readerIndex(), end); at >= 0; at = message(body, at, end)) {
      at += MESSAGE.length;
      if (number(body, at, end) != expected) {
        return false;
      }
      expected++;
    }
    return expected == first + count;
  }

  /** Where the next message begins; -1 for none. */
  private static int message(ByteBuf body, int from, int end) {
    int at = body.indexOf(from, end, MESSAGE[0]);
    while (at >= 0 && !isMessage(body, at, end)) {
      at = body.indexOf(at + 1, end, MESSAGE[0]);
    }
    return at;
  }

  private static boolean isMessage(ByteBuf body, int at, int end) {
    if (end - at < MESSAGE.length) {
      return false;
    }
    for (int i = 1; i < MESSAGE.length; i++) {
      if (body.getByte(at + i) != MESSAGE[i]) {
        return false;
      }
    }
    return true;
  }

  private static long number(ByteBuf body, int from, int end) {
    long number = 0;
    for (int at = from; at < end; at++) {
      int digit = body.getByte(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
