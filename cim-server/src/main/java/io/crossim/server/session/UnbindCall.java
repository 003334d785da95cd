package io.crossim.server.session;

import io.crossim.common.batch.AsyncBatchCall;
import io.crossim.common.result.Await;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.Unbind;
import io.crossim.route.api.UnbindBatch;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Takes sessions away, with a few tries. One that stays behind does no harm: its connection does
 * not answer any more, so that the next login replaces it.
 */
@Slf4j
@RequiredArgsConstructor
final class UnbindCall implements AsyncBatchCall<Unbind, Optional<Void>> {

  private static final int MAX_TRIES = 5;

  private final SessionApi sessions;
  private final ScheduledExecutorService clock;
  private volatile boolean closing;

  /** Gives up what is still tried, at its next pause. */
  void close() {
    closing = true;
  }

  @Override
  public CompletableFuture<List<Optional<Void>>> call(List<Unbind> batch) {
    UnbindBatch request = UnbindBatch.newBuilder().addAllUnbinds(batch).build();
    CompletableFuture<List<Optional<Void>>> done = new CompletableFuture<>();
    attempt(request, 0, done);
    return done;
  }

  private void attempt(
      UnbindBatch request, int tries, CompletableFuture<List<Optional<Void>>> done) {
    sessions
        .unbind(request)
        .whenComplete(
            (reply, failure) -> {
              if (reply == null && tries < MAX_TRIES && !closing) {
                log.debug(
                    "{} ended sessions wait: {}",
                    request.getUnbindsCount(),
                    failure == null ? "no answer" : Await.cause(failure).getMessage());
                clock.schedule(
                    () -> attempt(request, tries + 1, done),
                    Backoff.after(tries).toMillis(),
                    TimeUnit.MILLISECONDS);
                return;
              }
              if (reply == null) {
                log.warn(
                    "{} ended sessions stay in the store until their users return",
                    request.getUnbindsCount());
              }
              done.complete(Collections.nCopies(request.getUnbindsCount(), Optional.empty()));
            });
  }
}
