package io.crossim.server.session;

import io.crossim.common.batch.AsyncBatchCall;
import io.crossim.common.result.Await;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.Unbind;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Takes sessions away, with a few tries. One that stays behind does no harm: its connection does
 * not answer any more, so that the next login replaces it.
 */
@Slf4j
@RequiredArgsConstructor
final class UnbindCall implements AsyncBatchCall<Unbind, Optional<Void>> {

  private static final int MAX_TRIES = 5;

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private final SessionApi sessions;
  private final ScheduledExecutorService timer;
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
    CompletableFuture<UnbindReply> call;
    try {
      call = sessions.unbind(request).orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException | Error e) {
      call = CompletableFuture.failedFuture(e);
    }
    call.whenComplete(
        (reply, failure) -> {
          boolean again = false;
          try {
            again =
                reply == null
                    && tries < MAX_TRIES
                    && !closing
                    && later(request, tries, done, failure);
          } finally { // else the lane would wait for ever
            if (!again) {
              over(request, reply, done);
            }
          }
        });
  }

  private boolean later(
      UnbindBatch request,
      int tries,
      CompletableFuture<List<Optional<Void>>> done,
      @Nullable Throwable failure) {
    log.debug(
        "{} ends of sessions wait for a route: {}",
        request.getUnbindsCount(),
        failure == null ? "no answer" : Await.cause(failure).getMessage());
    timer.schedule(
        () -> attempt(request, tries + 1, done),
        SessionBinder.BACKOFF.delay(tries + 1).toMillis(),
        TimeUnit.MILLISECONDS);
    return true;
  }

  private static void over(
      UnbindBatch request,
      @Nullable UnbindReply reply,
      CompletableFuture<List<Optional<Void>>> done) {
    if (reply == null) {
      log.warn(
          "{} ended sessions stay in the store until their users return",
          request.getUnbindsCount());
    }
    done.complete(Collections.nCopies(request.getUnbindsCount(), Optional.empty()));
  }
}
