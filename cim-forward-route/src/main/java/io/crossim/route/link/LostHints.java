package io.crossim.route.link;

import io.crossim.server.api.Push;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The users of a server whose pushes did not reach it, with the place up to which their inboxes
 * reach. Without them a receiver would wait for the server's next look at his inbox. Any thread.
 */
final class LostHints {

  /** Those beyond are found by the server's own look. */
  private static final int MOST = 10_000;

  /** By user; guarded by itself. */
  private final Map<Long, Push> lost = new HashMap<>();

  /** A push has failed. */
  void add(Push push) {
    Push head = push.toBuilder().clearPayload().clearSharedPayload().build();
    synchronized (lost) {
      if (lost.size() < MOST || lost.containsKey(push.getReceiverId())) {
        lost.merge(push.getReceiverId(), head, LostHints::later);
      }
    }
  }

  /** Takes all of them out, each as a push without a payload. */
  List<Push> take() {
    synchronized (lost) {
      List<Push> all = List.copyOf(lost.values());
      lost.clear();
      return all;
    }
  }

  /** A server asks the store where the epochs of two differ, so either will do then. */
  private static Push later(Push one, Push other) {
    return one.getEpoch().equals(other.getEpoch()) && one.getSeq() > other.getSeq() ? one : other;
  }
}
