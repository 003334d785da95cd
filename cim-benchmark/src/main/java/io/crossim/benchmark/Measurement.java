package io.crossim.benchmark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * What becomes of messages. They go in lanes: those of one lane have one sender and one receiver
 * and have to arrive in their order. The text of a message says its lane, its number, and when it
 * was due.
 */
final class Measurement {

  private static final int DIGITS = 3;

  private final AtomicLongArray accepted;
  private final AtomicLongArray arrived;
  private final AtomicLongArray last;
  private final AtomicLong unanswered = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final LongAdder duplicated = new LongAdder();
  private final LongAdder outOfOrder = new LongAdder();
  private final LongAdder answers = new LongAdder();
  private final LongAdder deliveries = new LongAdder();
  private final Recorder answerTimes = new Recorder(DIGITS);
  private final Recorder deliveryTimes = new Recorder(DIGITS);
  private volatile long from = Long.MAX_VALUE;
  private volatile long to = Long.MAX_VALUE;

  Measurement(int lanes) {
    accepted = new AtomicLongArray(lanes);
    arrived = new AtomicLongArray(lanes);
    last = new AtomicLongArray(lanes);
  }

  /** From now on everything counts. */
  void begin() {
    from = System.nanoTime();
  }

  /** From now on nothing counts, and nothing more leaves. */
  void end() {
    to = System.nanoTime();
  }

  long nanos() {
    return to - from;
  }

  private boolean counts(long time) {
    return from != Long.MAX_VALUE && time - from >= 0 && (to == Long.MAX_VALUE || time - to < 0);
  }

  /** The text of a message, filled up to a size. */
  static String text(int lane, long number, long due, int size) {
    String head = lane + ":" + number + ":" + due + ":";
    return head.length() >= size ? head : head + "x".repeat(size - head.length());
  }

  /**
   * Messages are about to leave.
   *
   * @return whether they may: none does after the end, so that {@link #settle} has seen them all
   */
  boolean leaves(int messages) {
    unanswered.addAndGet(messages);
    if (to == Long.MAX_VALUE) {
      return true;
    }
    unanswered.addAndGet(-messages);
    return false;
  }

  void answered(int lane, long due, boolean taken) {
    long now = System.nanoTime();
    if (taken) {
      accepted.incrementAndGet(lane);
      if (counts(now)) {
        answers.increment();
        answerTimes.recordValue(Math.max(0, now - due));
      }
    } else {
      refused.increment();
    }
    unanswered.decrementAndGet(); // Last: who sees none under way sees all that was accepted.
  }

  /** A receiver got a text; one of somebody else is passed over. */
  void arrived(String text) {
    int first = text.indexOf(':');
    int second = text.indexOf(':', first + 1);
    int third = text.indexOf(':', second + 1);
    if (first <= 0 || second < 0 || third < 0) {
      return;
    }
    int lane = Integer.parseInt(text, 0, first, 10);
    long number = Long.parseLong(text, first + 1, second, 10);
    long due = Long.parseLong(text, second + 1, third, 10);
    long before = last.get(lane);
    if (number == before) {
      duplicated.increment();
      return;
    }
    if (number < before) {
      outOfOrder.increment();
    }
    last.set(lane, Math.max(before, number));
    arrived.incrementAndGet(lane);
    long now = System.nanoTime();
    if (counts(now)) {
      deliveries.increment();
      deliveryTimes.recordValue(Math.max(0, now - due));
    }
  }

  /** Waits until every send has an answer, for a while. */
  void awaitAnswers(Duration atMost) throws InterruptedException {
    await(() -> unanswered.get() == 0, atMost);
  }

  /** Waits until every send has an answer and what was accepted has arrived, for a while. */
  void settle(Duration atMost) throws InterruptedException {
    await(() -> unanswered.get() == 0 && lost() == 0, atMost);
  }

  private static void await(BooleanSupplier done, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  long lost() {
    long missing = 0;
    for (int i = 0; i < accepted.length(); i++) {
      missing += Math.max(0, accepted.get(i) - arrived.get(i));
    }
    return missing;
  }

  long refusals() {
    return refused.sum();
  }

  long duplicates() {
    return duplicated.sum();
  }

  long disorder() {
    return outOfOrder.sum();
  }

  long answerCount() {
    return answers.sum();
  }

  long deliveryCount() {
    return deliveries.sum();
  }

  Histogram answerTimes() {
    return answerTimes.getIntervalHistogram();
  }

  Histogram deliveryTimes() {
    return deliveryTimes.getIntervalHistogram();
  }
}
