package io.crossim.route.link;

import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A push on its way to a server.
 *
 * @param shared the payload that it has in common with others; null for one of its own
 */
record WaitingPush(Push push, @Nullable SharedPayload shared) {

  /** What a push costs beside its payload. */
  private static final int OVERHEAD = 64;

  long weight() {
    return OVERHEAD + (shared == null ? push.getPayload().size() : shared.part());
  }

  /**
   * Puts pushes together.
   *
   * @param isSharing whether the server knows payloads that pushes have in common
   */
  static PushBatch batch(List<WaitingPush> pushes, boolean isSharing) {
    PushBatch.Builder batch = PushBatch.newBuilder();
    Map<SharedPayload, Integer> places = new HashMap<>(0);
    for (WaitingPush one : pushes) {
      SharedPayload shared = one.shared;
      if (shared == null || shared.bytes().isEmpty()) {
        batch.addPushes(one.push);
      } else if (isSharing) {
        Integer place = places.get(shared);
        if (place == null) {
          place = batch.addPayloads(shared.bytes()).getPayloadsCount();
          places.put(shared, place);
        }
        batch.addPushes(one.push.toBuilder().setSharedPayload(place));
      } else {
        batch.addPushes(one.push.toBuilder().setPayload(shared.bytes()));
      }
    }
    return batch.build();
  }
}
