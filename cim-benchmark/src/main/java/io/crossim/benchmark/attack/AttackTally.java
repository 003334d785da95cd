package io.crossim.benchmark.attack;

import java.util.concurrent.atomic.LongAdder;

/** How often strangers tried, and how often they got what they may not have. Any thread. */
final class AttackTally {

  private final LongAdder attempts = new LongAdder();
  private final LongAdder successes = new LongAdder();

  void tried() {
    attempts.increment();
  }

  void got() {
    successes.increment();
  }

  long attempts() {
    return attempts.sum();
  }

  long successes() {
    return successes.sum();
  }
}
