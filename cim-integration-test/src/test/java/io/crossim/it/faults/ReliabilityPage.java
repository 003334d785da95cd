package io.crossim.it.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runs came to, for readers. */
final class ReliabilityPage {

  private ReliabilityPage() {}

  static String of(
      Map<Fault, Verdict> v3,
      Map<Fault, Verdict> v2,
      Map<Fault, Verdict> javaScript,
      int users,
      GroupTraffic.Size groups,
      Duration period) {
    return """
    # Reliability

    Two servers, two routes, one ZooKeeper and one Redis with an append-only file and `appendfsync always`, all real processes on one machine. %d users in a ring; each writes a numbered message to the next one every %d ms, before, during and after
    the fault. Every message has an entry in a ledger: what its sender was told, and every time at which a listener saw it.

    This page is written by `./mvnw -B verify -Pfaults`, which fails if a row breaks the promise of [delivery.md](delivery.md), if no send was under way when the fault struck, or if fewer than 95 %% of the sends outside the fault and the five seconds behind it were accepted.

    *v3* are clients of the library; *v2* send over HTTP without repeating what was refused, and connect again by themselves. They may see a message twice, as delivery.md says. *js* are 50 users of the [JavaScript library](javascript.md), over WebSocket, in one process of Node.

    | fault | clients | planned | accepted | delivered | lost | twice | out of order | in flight | recovery | longest wait | continuity told |
    |---|---|---|---|---|---|---|---|---|---|---|---|
    %s

    - *Delivered* counts messages that a listener saw; a send whose outcome its sender does not know may be among them.
    - *In flight* are sends without an answer at the moment of the fault.
    - *Recovery* is the time until the last of all pairs had its first delivery of a message written after the fault began. It counts from the fault; where there is only one of the part that died, from the moment at which it was back. Up to %d ms of it are the pause between two messages.
    - *Longest wait* is the longest time between the writing of a message and its delivery in the whole run.
    - *Continuity told* counts how often a client was told that the store may have gone back. Redis does not say whether it lost something, so each of its restarts is told.
    - A cut line loses no byte: nothing passes for so long, then everything does, as with TCP. A slow line takes 200 ms longer in each direction.
    - The receiving client that is killed keeps its position with what it has seen, and begins behind it (`resumeAfter`).
    - *An earlier version* takes part in a run that is given one: `-Dcim.faults.old=DIR`, a tree of it with its jars built. Servers go first, as [operations.md](operations.md#upgrading) says for old ones. The groups are made when nothing old is left, and recovery counts from there.
    - *Older file*: Redis comes back with a copy of its file from five rounds before. What it has forgotten cannot be delivered any more. Every v3 client was told that its inbox went back, and nobody missed a message without being told. Protocol v2 has no word for it, so there is no row for it.

    ## Groups

    In the same runs the users of *v3* are members of %d groups of %d. In each group one of them writes every %d ms, in turn, and the last member is removed and added again every second, except where the store goes back. A second ledger has every text and every change of members, and what each member saw. The run fails if a row breaks the promise of [groups.md](groups.md#what-is-promised).

    | fault | texts | accepted | changes | deliveries | lost | missed after join | strangers | twice | out of order | recovery | longest wait |
    |---|---|---|---|---|---|---|---|---|---|---|---|
    %s

    - *Changes* are answered calls that removed or added a member.
    - *Deliveries* are entries of the logs at members, texts and changes.
    - *Lost* was accepted, or seen by another member, and never seen by somebody who has been a member from the beginning; *missed after join* the same of somebody who was removed and added again.
    - *Strangers* were no members at that place of the log, and saw what stands there.
    - *Twice* was seen again by the same member, or has two places in the log.
    - *Out of order* was seen behind a later place, or stands in the log behind a later text of the same sender.
    - *Recovery* is the time until the last of those who were members all the time had a text written after the fault began, counted as above.
    """
        .formatted(
            users,
            period.toMillis(),
            v3.keySet().stream()
                .flatMap(
                    fault ->
                        Stream.of(
                            row(v3, fault, "v3"), row(v2, fault, "v2"), row(javaScript, fault, "js")))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n")),
            period.toMillis(),
            groups.groups(),
            groups.members(),
            period.toMillis(),
            v3.keySet().stream()
                .map(fault -> v3.get(fault).groups().row(fault.words()))
                .collect(Collectors.joining("\n")));
  }

  private static Optional<String> row(Map<Fault, Verdict> verdicts, Fault fault, String clients) {
    return Optional.ofNullable(verdicts.get(fault)).map(verdict -> verdict.row(clients));
  }
}
