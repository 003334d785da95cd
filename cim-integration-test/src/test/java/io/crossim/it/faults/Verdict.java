package io.crossim.it.faults;

/**
 * What a run came to.
 *
 * @param expected how many messages should have been planned
 * @param hanging sends that were never answered
 * @param acceptedOutside the share of accepted sends among those planned outside the fault and the
 *     five seconds behind it
 * @param strange what a listener saw and nobody wrote to it
 * @param lost accepted, and never at a listener
 * @param lostSilently the same, of receivers who were not told that their inbox has gone back
 * @param inFlight sends without an answer at the moment of the fault
 * @param recoveryMillis until the last pair saw its first delivery of a message that was written
 *     after the fault began, counted from the moment at which the cluster could be whole again; -1
 *     when a pair saw none
 * @param longestWaitMillis the longest time between the writing of a message and its delivery
 * @param breaks how often a client was told that continuity is broken
 * @param unwarned receivers who were not told that their inbox has gone back
 * @param groups what came of the groups beside the ring
 */
record Verdict(
    String fault,
    long expected,
    long planned,
    long accepted,
    long refused,
    long unknown,
    long hanging,
    double acceptedOutside,
    long delivered,
    long strange,
    long lost,
    long lostSilently,
    long duplicated,
    long outOfOrder,
    long inFlight,
    long recoveryMillis,
    long longestWaitMillis,
    long breaks,
    long unwarned,
    GroupVerdict groups) {

  private static final double LEAST_ACCEPTED = 0.95;

  /** Whether the promise was kept. */
  boolean isKept() {
    return lost == 0 && duplicated == 0 && isHonest() && outOfOrder == 0 && groups.isKept();
  }

  /**
   * Whether the promise was kept although the store has gone back: what is missing was not skipped
   * silently, and every client was told.
   */
  boolean isKeptByWarning() {
    return lostSilently == 0
        && unwarned == 0
        && duplicated == 0
        && outOfOrder == 0
        && isHonest()
        && groups.isKeptByWarning();
  }

  /**
   * Whether the promise to clients of protocol v2 was kept: nothing lost, though maybe repeated.
   */
  boolean isKeptForV2() {
    return lost == 0 && isHonest();
  }

  /** Whether every pair, and every member of a group, talked again within a time. */
  boolean isRecoveredWithin(long millis) {
    return isWithin(recoveryMillis, millis) && isWithin(groups.recoveryMillis(), millis);
  }

  private static boolean isWithin(long recovery, long millis) {
    return recovery >= 0 && recovery <= millis;
  }

  /** Whether the run can tell anything: all was sent, most was taken, every send has an answer. */
  private boolean isHonest() {
    return planned == expected
        && hanging == 0
        && strange == 0
        && inFlight > 0
        && acceptedOutside >= LEAST_ACCEPTED;
  }

  String row(String clients) {
    return "| "
        + String.join(
            " | ",
            fault,
            clients,
            Long.toString(planned),
            Long.toString(accepted),
            Long.toString(delivered),
            Long.toString(lost),
            Long.toString(duplicated),
            Long.toString(outOfOrder),
            Long.toString(inFlight),
            recoveryMillis < 0 ? "-" : recoveryMillis + " ms",
            longestWaitMillis + " ms",
            Long.toString(breaks))
        + " |";
  }
}
