package io.crossim.route.link;

import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pushes on their way to a server, each to another receiver.
 *
 * @param shared the payload that they have in common; null for one of its own
 */
record WaitingPush(List<Push> pushes, @Nullable SharedPayload shared) {

  /** What a push costs beside its payload. */
  private static final int OVERHEAD = 64;

  long weight() {
    return shared == null
        ? OVERHEAD + pushes.get(0).getPayload().size()
        : pushes.size() * (OVERHEAD + shared.part());
  }

  /**
   * Puts pushes together.
   *
   * @param isSharing whether the server knows payloads that pushes have in common
   */
  static PushBatch batch(List<WaitingPush> waiting, boolean isSharing) {
    PushBatch.Builder batch = PushBatch.newBuilder();
    Map<SharedPayload, Integer> places = new HashMap<>(0);
    for (WaitingPush one : waiting) {
      SharedPayload shared = one.shared;
      if (shared == null || shared.bytes().isEmpty()) {
        batch.addAllPushes(one.pushes);
      } else if (isSharing) {
        Integer place = places.get(shared);
        if (place == null) {
          place = batch.addPayloads(shared.bytes()).getPayloadsCount();
          places.put(shared, place);
        }
        for (Push push : one.pushes) {
          batch.addPushes(push.toBuilder().setSharedPayload(place));
        }
      } else {
        for (Push push : one.pushes) {
          batch.addPushes(push.toBuilder().setPayload(shared.bytes()));
        }
      }
    }
    return batch.build();
  }

  /** Cuts the outcomes of all pushes into those of each. */
  static List<List<PushOutcome>> cut(List<WaitingPush> waiting, List<PushOutcome> outcomes) {
    List<List<PushOutcome>> cut = new ArrayList<>(waiting.size());
    int from = 0;
    for (WaitingPush one : waiting) {
      cut.add(outcomes.subList(from, from + one.pushes.size()));
      from += one.pushes.size();
    }
    return cut;
  }
}
