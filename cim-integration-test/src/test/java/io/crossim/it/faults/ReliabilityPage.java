package io.crossim.it.faults;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runs came to, for readers. */
final class ReliabilityPage {

  private ReliabilityPage() {}

  static String of(Map<Fault, Verdict> v3, Map<Fault, Verdict> v2, int users, Duration period) {
    return """
    # Reliability

    Two servers, two routes, one ZooKeeper and one Redis with an append-only file and `appendfsync always`, all real processes on one machine. %d users in a ring; each writes a numbered message to the next one every %d ms, before, during and after
    the fault. Every message has an entry in a ledger: what its sender was told, and every time at which a listener saw it.

    This page is written by `./mvnw -B verify -Pfaults`, which fails if a row breaks the promise of [delivery.md](delivery.md).

    *v3* are clients of the library; *v2* send over HTTP without repeating what was refused, and connect again by themselves. They may see a message twice, as delivery.md says.

    | fault | clients | planned | accepted | delivered | lost | twice | out of order | recovery | continuity told |
    |---|---|---|---|---|---|---|---|---|---|
    %s

    *Recovery* is the time to the first delivery of a message that was written after the fault, counted from the fault, or from the moment at which the dead part was back where nobody can do without it. *Continuity told* counts how often a client was told that the store may
    have gone back; see [delivery.md](delivery.md).
    """
        .formatted(
            users,
            period.toMillis(),
            v3.keySet().stream()
                .flatMap(fault -> Stream.of(v3.get(fault).row("v3"), v2.get(fault).row("v2")))
                .collect(Collectors.joining("\n")));
  }
}
