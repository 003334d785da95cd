package io.crossim.benchmark.load;

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
 * and have to arrive in their order. Only what happens between {@link #begin} and {@link #end}
 * counts as load; whether all arrived is asked of every message. Threads may share it, but a lane's
 * arrivals come from one at a time.
 */
public final class Measurement {

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

  public Measurement(int lanes) {
    accepted = new AtomicLongArray(lanes);
    arrived = new AtomicLongArray(lanes);
    last = new AtomicLongArray(lanes);
  }

  /** Begins to count. */
  public void begin() {
    from = System.nanoTime();
  }

  /** Ends the counting, after which nothing more is sent. */
  public void end() {
    to = System.nanoTime();
  }

  public long nanos() {
    return to - from;
  }

  private boolean counts(long time) {
    return from != Long.MAX_VALUE && time - from >= 0 && (to == Long.MAX_VALUE || time - to < 0);
  }

  /**
   * Messages are about to leave.
   *
   * @return whether they may: none does after the end, so that {@link #settle} has seen them all
   */
  public boolean leaves(int messages) {
    unanswered.addAndGet(messages);
    if (to == Long.MAX_VALUE) {
      return true;
    }
    unanswered.addAndGet(-messages);
    return false;
  }

  /**
   * A send has its answer.
   *
   * @param due when it was due, by {@link System#nanoTime}
   */
  public void answered(int lane, long due, boolean taken) {
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
    // Last: a thread that sees none under way also sees all that was accepted.
    unanswered.decrementAndGet();
  }

  /** A receiver got a text. A text of another measurement is ignored. */
  public void arrived(String text) {
    MessageText read = MessageText.parse(text);
    if (read != null) {
      arrived(read.lane(), read);
    }
  }

  /**
   * A receiver got a text, and counts it for a lane of its own: each gets what one sender sent to
   * all.
   *
   * @return whether it is a text of a load that the lane had not yet
   */
  public boolean arrivedOn(int lane, String text) {
    MessageText read = MessageText.parse(text);
    return read != null && arrived(lane, read);
  }

  /** Answers whether it came for the first time. */
  private boolean arrived(int lane, MessageText text) {
    long before = last.get(lane);
    if (text.number() == before) {
      duplicated.increment();
      return false;
    }
    if (text.number() < before) {
      outOfOrder.increment();
    }
    last.set(lane, Math.max(before, text.number()));
    arrived.incrementAndGet(lane);
    long now = System.nanoTime();
    if (counts(now)) {
      deliveries.increment();
      deliveryTimes.recordValue(Math.max(0, now - text.due()));
    }
    return true;
  }

  /** Waits until every send has an answer, for a while. */
  public void awaitAnswers(Duration atMost) throws InterruptedException {
    await(() -> unanswered.get() == 0, atMost);
  }

  /** Waits until every send has an answer and what was accepted has arrived, for a while. */
  public void settle(Duration atMost) throws InterruptedException {
    await(() -> unanswered.get() == 0 && lost() == 0, atMost);
  }

  private static void await(BooleanSupplier done, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** How many were accepted and have not arrived. */
  public long lost() {
    long missing = 0;
    for (int i = 0; i < accepted.length(); i++) {
      missing += Math.max(0, accepted.get(i) - arrived.get(i));
    }
    return missing;
  }

  public long refusals() {
    return refused.sum();
  }

  public long duplicates() {
    return duplicated.sum();
  }

  public long disorder() {
    return outOfOrder.sum();
  }

  public long answerCount() {
    return answers.sum();
  }

  public long deliveryCount() {
    return deliveries.sum();
  }

  public Histogram answerTimes() {
    return answerTimes.getIntervalHistogram();
  }

  public Histogram deliveryTimes() {
    return deliveryTimes.getIntervalHistogram();
  }
}
