package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crossim.route.api.RoutePaths;
import io.netty.buffer.ByteBuf;
import java.util.function.LongConsumer;

/** Sends private messages over HTTP, one at a time over a line of its own. */
public final class HttpLane implements LongConsumer, HttpLine.Answer {

  private static final byte[] END = "\"}".getBytes(US_ASCII);

  private final int lane;
  private final int size;
  private final byte[] begin;
  private final HttpLine line;
  private final Measurement measurement;
  private final Pacer pacer;
  private long number;
  private long due;

  /**
   * Makes a lane.
   *
   * @param size of a text, in characters
   */
  public HttpLane(
      int lane,
      long sender,
      long receiver,
      int size,
      HttpLine line,
      Measurement measurement,
      Pacer pacer) {
    this.lane = lane;
    this.size = size;
    this.begin =
        ("{\"userId\":" + sender + ",\"receiveUserId\":" + receiver + ",\"msg\":\"")
            .getBytes(US_ASCII);
    this.line = line;
    this.measurement = measurement;
    this.pacer = pacer;
  }

  /** Hands the free lane to the pacer, which says when the next send is due. */
  public void start() {
    pacer.next(this);
  }

  @Override
  public void accept(long dueNow) {
    if (!measurement.leaves(1)) {
      return;
    }
    due = dueNow;
    byte[] text = new MessageText(lane, ++number, due).bytes(size);
    byte[] body = new byte[begin.length + text.length + END.length];
    System.arraycopy(begin, 0, body, 0, begin.length);
    System.arraycopy(text, 0, body, begin.length, text.length);
    System.arraycopy(END, 0, body, begin.length + text.length, END.length);
    line.post(RoutePaths.PRIVATE, body, this);
  }

  @Override
  public void answered(int status, ByteBuf body) {
    measurement.answered(lane, due, Envelopes.isSuccess(status, body));
    pacer.next(this);
  }
}
