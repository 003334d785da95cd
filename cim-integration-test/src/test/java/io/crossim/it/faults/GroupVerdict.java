package io.crossim.it.faults;

import java.util.List;

/**
 * What a run came to in the groups. A delivery is an entry at one member.
 *
 * @param members in all groups together; 0 when there was no group
 * @param hanging sends that were never answered
 * @param acceptedOutside the share of accepted sends among those planned outside the fault and the
 *     five seconds behind it
 * @param changes answered calls that added or removed a member
 * @param delivered entries of the logs at members, texts and changes
 * @param lost accepted, or seen by another member, and never seen by somebody who has been a member
 *     from the beginning
 * @param missedAfterJoin the same of somebody who was removed and added again
 * @param missedSilently of both what concerns members who were not told that a store has gone back
 * @param duplicated seen again by the same member
 * @param outOfOrder seen behind a later one by the same member, or stored behind a later one of the
 *     same sender
 * @param strange seen by somebody who was no member at that place, or written by nobody
 * @param recoveryMillis until the last of those who were members all the time saw the first text
 *     that was written after the fault began; -1 when somebody saw none
 * @param longestWaitMillis the longest time between the writing of a text and its delivery to
 *     somebody who was a member all the time
 * @param missed the first of what is lost or missed, in words
 */
record GroupVerdict(
    long members,
    long planned,
    long accepted,
    long hanging,
    double acceptedOutside,
    long changes,
    long delivered,
    long lost,
    long missedAfterJoin,
    long missedSilently,
    long duplicated,
    long outOfOrder,
    long strange,
    long recoveryMillis,
    long longestWaitMillis,
    List<String> missed) {

  private static final double LEAST_ACCEPTED = 0.95;

  /** Whether the promise was kept, to those who came and went as well. */
  boolean isKept() {
    return lost == 0 && missedAfterJoin == 0 && isClean();
  }

  /** Whether the promise was kept although a store has gone back. */
  boolean isKeptByWarning() {
    return missedSilently == 0 && isClean();
  }

  private boolean isClean() {
    return duplicated == 0
        && outOfOrder == 0
        && strange == 0
        && hanging == 0
        && acceptedOutside >= LEAST_ACCEPTED;
  }

  String row(String fault) {
    return "| "
        + String.join(
            " | ",
            fault,
            Long.toString(planned),
            Long.toString(accepted),
            Long.toString(changes),
            Long.toString(delivered),
            Long.toString(lost),
            Long.toString(missedAfterJoin),
            Long.toString(strange),
            Long.toString(duplicated),
            Long.toString(outOfOrder),
            recoveryMillis < 0 ? "-" : recoveryMillis + " ms",
            longestWaitMillis + " ms")
        + " |";
  }
}
