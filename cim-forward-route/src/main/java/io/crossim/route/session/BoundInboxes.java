package io.crossim.route.session;

import io.crossim.common.result.Await;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Tells bound sessions how their inboxes stand. The inboxes are asked when the sessions are stored:
 * whoever posts to a group that is followed later finds the session there, so what an answer does
 * not tell of is brought by its delivery. Never blocks.
 */
@RequiredArgsConstructor
final class BoundInboxes {

  private final InboxStore inboxes;

  /**
   * Adds the positions of the inboxes to what is bound. When the store fails, a login is refused,
   * to be tried again, which finds its session bound; a session that was only restored goes on
   * without.
   */
  CompletableFuture<Void> addTo(BindWork work) {
    List<Integer> places = new ArrayList<>();
    List<InboxDevice> devices = new ArrayList<>();
    for (int place = 0; place < work.size(); place++) {
      if (work.isBound(place)) {
        Bind bind = work.bind(place);
        places.add(place);
        devices.add(new InboxDevice(bind.getUserId(), bind.getDevice()));
      }
    }
    if (places.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    return inboxes
        .states(devices)
        .handle(
            (states, failure) -> {
              for (int i = 0; i < places.size(); i++) {
                int place = places.get(i);
                if (states != null) {
                  work.set(place, withInbox(work.result(place), states.get(i)));
                } else if (!work.isRestore(place)) {
                  work.refuse(place, ResultCode.FAILURE, words(failure));
                }
              }
              return null;
            });
  }

  private static String words(@Nullable Throwable failure) {
    return failure == null ? "no answer" : String.valueOf(Await.cause(failure).getMessage());
  }

  private static BindResult withInbox(@Nullable BindResult bound, InboxState state) {
    return Objects.requireNonNull(bound).toBuilder()
        .setEpoch(state.epoch())
        .setAckedSeq(state.ackedSeq())
        .setHeadSeq(state.headSeq())
        .setLacksNothing(!state.mayLack())
        .build();
  }
}
