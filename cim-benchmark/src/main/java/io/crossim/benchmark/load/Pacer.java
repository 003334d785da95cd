package io.crossim.benchmark.load;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Says when messages are due, until it is closed. A closed loop is due whenever a lane is free; an
 * open loop at a fixed rate, whether a lane is free or not, so that a stall counts for every
 * message that it delays.
 */
public final class Pacer implements AutoCloseable {

  private final double perSecond;
  private final ArrayDeque<LongConsumer> free = new ArrayDeque<>();
  private final ArrayDeque<Long> due = new ArrayDeque<>();
  private boolean ticking;
  private volatile boolean ended;

  /**
   * @param perSecond 0 for a closed loop
   */
  public Pacer(double perSecond) {
    this.perSecond = perSecond;
  }

  /** A lane is free: it is told when its next message is due, now or later; never after the end. */
  public void next(LongConsumer lane) {
    if (ended) {
      return;
    }
    long time;
    if (perSecond == 0) {
      time = System.nanoTime();
    } else {
      synchronized (this) {
        Long waiting = due.poll();
        if (waiting == null) {
          free.add(lane);
          startTicking();
          return;
        }
        time = waiting;
      }
    }
    lane.accept(time);
  }

  /** Not before there is a lane: nothing is due while users are still being prepared. */
  private void startTicking() {
    if (!ticking) {
      ticking = true;
      Thread thread = new Thread(this::tick, "pacer");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void tick() {
    long begin = System.nanoTime();
    for (long n = 0; !ended; n++) {
      long time = begin + (long) (n * 1e9 / perSecond);
      for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      LongConsumer lane;
      synchronized (this) {
        lane = free.poll();
        if (lane == null) {
          due.add(time);
        }
      }
      if (lane != null) {
        lane.accept(time);
      }
    }
  }

  /** No more messages are due. */
  @Override
  public void close() {
    ended = true;
  }
}
