package io.crossim.benchmark.storm;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What became of all users of a storm. Threads may share it. */
final class StormTally {

  private static final int DIGITS = 3;

  private final Histogram times = new Histogram(DIGITS);
  private final Map<String, Integer> refusals = new TreeMap<>();
  private long firstLost;
  private long lastLost;
  private long lastBack;
  private int lost;
  private int missing;
  private long attempts;
  private boolean over;

  synchronized void lost(long at) {
    if (lost == 0) {
      firstLost = at;
    }
    lastLost = at;
    lost++;
    missing++;
  }

  synchronized void back(long at, long nanos) {
    lastBack = at;
    missing--;
    times.recordValue(Math.max(0, nanos));
  }

  synchronized void attempted() {
    attempts++;
  }

  synchronized void refused(String code) {
    refusals.merge(code, 1, Integer::sum);
  }

  /** Ends the storm: nobody tries to come back any more. */
  synchronized void end() {
    over = true;
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized int lost() {
    return lost;
  }

  synchronized int missing() {
    return missing;
  }

  synchronized long attempts() {
    return attempts;
  }

  /** How often an attempt came to nothing, by the code that was told. */
  synchronized Map<String, Integer> refusals() {
    return new TreeMap<>(refusals);
  }

  /** From the first closed connection to the last login, in nanoseconds. */
  synchronized long nanos() {
    return Math.max(0, lastBack - firstLost);
  }

  /** For how long nobody was thrown off, in nanoseconds. */
  synchronized long quiet(long now) {
    return lost == 0 ? 0 : now - lastLost;
  }

  /** From a closed connection to the next accepted login, in nanoseconds. */
  synchronized Histogram times() {
    return times.copy();
  }
}
