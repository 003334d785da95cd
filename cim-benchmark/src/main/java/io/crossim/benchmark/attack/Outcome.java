package io.crossim.benchmark.attack;

/**
 * What became of an attack.
 *
 * @param quietMs p99 from when a message of the two users was due to its arrival, before the attack
 * @param attackedMs the same under it
 * @param faults messages of the two that were refused, lost, doubled or out of order
 * @param attempts of the strangers
 * @param successes of the strangers: there must be none
 */
public record Outcome(
    String attack, double quietMs, double attackedMs, long faults, long attempts, long successes) {

  /** How many times as long a message of the two took during the attack. */
  public double times() {
    return quietMs == 0 ? 0 : attackedMs / quietMs;
  }

  /** Whether nobody was harmed. */
  public boolean isHarmless() {
    return faults == 0 && successes == 0;
  }
}
