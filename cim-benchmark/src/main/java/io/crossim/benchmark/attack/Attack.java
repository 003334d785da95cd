package io.crossim.benchmark.attack;

/** Strangers at work, from the moment it is there. */
interface Attack {

  /** Ends the attack; returns at once. */
  void close();
}
