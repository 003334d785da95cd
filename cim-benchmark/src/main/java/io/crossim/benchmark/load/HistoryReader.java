package io.crossim.benchmark.load;

import io.crossim.route.api.RoutePaths;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.LongAdder;

/**
 * A member who reads a group's log page by page, from its end back to its beginning, and then
 * again. The next page is asked for when one has come.
 */
public final class HistoryReader implements HttpLine.Answer {

  private final String path;
  private final int limit;
  private final Log log;
  private final HttpLine line;
  private final Measurement measurement;
  private final LongAdder wrong;
  private long before;
  private long due;

  /**
   * The places of a log that are read.
   *
   * @param first the lowest
   * @param last the highest
   */
  public record Log(long first, long last) {}

  /**
   * Makes one that begins at the end of the log.
   *
   * @param limit messages of a page; the log has as many at least
   * @param measurement of which its lane is 0
   * @param wrong counts answers that have other messages than those that were asked for
   */
  public HistoryReader(
      long userId,
      long groupId,
      int limit,
      Log log,
      HttpLine line,
      Measurement measurement,
      LongAdder wrong) {
    this.path =
        RoutePaths.HISTORY
            + "?userId="
            + userId
            + "&groupId="
            + groupId
            + "&limit="
            + limit
            + "&before=";
    this.limit = limit;
    this.log = log;
    this.line = line;
    this.measurement = measurement;
    this.wrong = wrong;
    this.before = log.last() + 1;
  }

  /** Asks for the first page. */
  public void start() {
    if (!measurement.leaves(1)) {
      return;
    }
    due = System.nanoTime();
    line.get(path + before, this);
  }

  @Override
  public void answered(int status, ByteBuf body) {
    boolean taken = Envelopes.isSuccess(status, body);
    if (taken && !HistoryAnswer.holds(body, before - limit, limit)) {
      wrong.increment();
    }
    measurement.answered(0, due, taken);
    long next = before - limit;
    before = next - limit < log.first() ? log.last() + 1 : next;
    start();
  }
}
