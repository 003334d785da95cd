package io.crossim.route.session;

import io.crossim.common.result.ResultCode;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.BindOutcome;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Stores sessions again that were bound before. Never blocks. */
@RequiredArgsConstructor
final class RestoredSessions {

  private static final CompletableFuture<@Nullable Void> DONE =
      CompletableFuture.completedFuture(null);

  private final SessionStore store;
  private final ConflictPolicy policy;

  /** Restores those of a batch that ask for it; one yields to a newer session. */
  CompletableFuture<Void> addTo(BindWork work) {
    List<Integer> places = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < work.size(); i++) {
      if (work.isRestore(i)) {
        places.add(i);
        sessions.add(session(work.batch(), work.bind(i)));
      }
    }
    if (places.isEmpty()) {
      return DONE;
    }
    return store
        .restore(sessions)
        .thenAccept(
            outcomes -> {
              for (int i = 0; i < outcomes.size(); i++) {
                restored(work, places.get(i), outcomes.get(i));
              }
            });
  }

  private static void restored(BindWork work, int place, BindOutcome outcome) {
    if (outcome.bound()) {
      work.bound(place, outcome.session(), work.bind(place).getCredentialVersion());
    } else {
      work.refuse(place, ResultCode.REPEAT_LOGIN, "a newer session has taken this one's place");
    }
  }

  private Session session(BindBatch batch, Bind bind) {
    return new Session(
        bind.getUserId(),
        policy.slot(bind.getDevice()),
        batch.getServer(),
        batch.getIncarnation(),
        bind.getConnection(),
        bind.getGeneration());
  }
}
