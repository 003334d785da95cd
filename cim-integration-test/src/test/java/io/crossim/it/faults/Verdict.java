package io.crossim.it.faults;

/**
 * What a run came to.
 *
 * @param hanging sends that were never answered
 * @param lost accepted, and never at a listener
 * @param inFlight sends without an answer at the moment of the fault
 * @param recoveryMillis from the moment at which the cluster could go on to the first delivery of a
 *     message written after the fault; -1 when there was none
 * @param breaks how often a client was told that continuity is broken
 */
record Verdict(
    String fault,
    long planned,
    long accepted,
    long refused,
    long unknown,
    long hanging,
    long delivered,
    long lost,
    long duplicated,
    long outOfOrder,
    long inFlight,
    long recoveryMillis,
    long breaks) {

  /** Whether the promise was kept. */
  boolean isKept() {
    return lost == 0
        && duplicated == 0
        && outOfOrder == 0
        && hanging == 0
        && accepted >= planned * 0.95;
  }

  /**
   * Whether the promise to clients of protocol v2 was kept: nothing lost, though maybe repeated.
   */
  boolean isKeptForV2() {
    return lost == 0 && hanging == 0 && accepted + refused + unknown == planned;
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
            recoveryMillis < 0 ? "-" : recoveryMillis + " ms",
            Long.toString(breaks))
        + " |";
  }
}
