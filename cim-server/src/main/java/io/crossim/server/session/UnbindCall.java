package io.crossim.server.session;

import io.crossim.common.batch.BatchCall;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.Unbind;
import io.crossim.route.api.UnbindBatch;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Takes sessions away, with a few tries. One that stays behind does no harm: its connection does
 * not answer any more, so that the next login replaces it.
 */
@Slf4j
@RequiredArgsConstructor
final class UnbindCall implements BatchCall<Unbind, Optional<Void>> {

  private static final int MAX_TRIES = 5;

  private final SessionApi sessions;
  private final BindCall.Pause pause;

  @Override
  public List<Optional<Void>> call(List<Unbind> batch) throws InterruptedException {
    UnbindBatch request = UnbindBatch.newBuilder().addAllUnbinds(batch).build();
    for (int tries = 0; !unbind(request); tries++) {
      if (tries == MAX_TRIES) {
        log.warn("{} ended sessions stay in the store until their users return", batch.size());
        break;
      }
      pause.await(Backoff.after(tries));
    }
    return batch.stream().map(item -> Optional.<Void>empty()).toList();
  }

  private boolean unbind(UnbindBatch request) {
    try {
      var unused = Await.result(sessions.unbind(request));
      return true;
    } catch (CimException e) {
      log.debug("{} ended sessions wait: {}", request.getUnbindsCount(), e.getMessage());
      return false;
    }
  }
}
