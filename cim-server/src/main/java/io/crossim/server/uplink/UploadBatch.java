package io.crossim.server.uplink;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.retry.Backoff;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendOutcome;
import io.crossim.server.connection.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to a route. What fails is tried again. What a route refuses as a whole is
 * sent in halves, until the message that is to blame stands alone and fails alone; those before it
 * are decided first and those behind it go on, in order.
 *
 * <p>Nothing that is thrown ends it: it is tried again, or its messages are given back.
 */
final class UploadBatch {

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  /** Short waits: the senders of these messages wait for an answer. */
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  private static final String TOO_OLD =
      "a route does not know groups and changes of messages yet; retry later";
  private static final String AWAY = "no route takes messages at present; retry later";

  private final UploadCall lane;
  private final List<Upload> batch;
  private final UploadOutcomes outcomes;
  private final CompletableFuture<List<SendOutcome>> done = new CompletableFuture<>();
  private final long began = System.nanoTime();

  /** How many of the messages are sent in one call. */
  private int width;

  private int tries;

  UploadBatch(UploadCall lane, List<Upload> batch) {
    this.lane = lane;
    this.batch = batch;
    this.outcomes = new UploadOutcomes(batch, lane.ticker);
    this.width = batch.size();
  }

  CompletableFuture<List<SendOutcome>> start() {
    attempt();
    return done;
  }

  private void attempt() {
    try {
      outcomes.dropPointless();
      if (outcomes.areAllDecided() || (lane.isClosing() && tries > 0)) {
        finish();
        return;
      }
      List<Upload> next = outcomes.open(width);
      int count = next.size();
      SendBatch request = lane.request(next);
      boolean areUploads = request.getUploadsCount() > 0;
      lane.routes
          .send(request)
          .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete((reply, failure) -> answered(count, areUploads, reply, failure));
    } catch (RuntimeException | Error e) {
      answered(outcomes.open(width).size(), /* wereUploads= */ false, null, e);
    }
  }

  private void answered(
      int count, boolean wereUploads, @Nullable SendBatchReply reply, @Nullable Throwable failure) {
    try {
      Throwable cause = failure == null ? null : Await.cause(failure);
      boolean goesOn;
      if (reply != null) {
        goesOn = note(count, wereUploads, reply);
      } else if (cause != null && UploadCall.isRefused(cause)) {
        goesOn = refused(count, cause);
      } else {
        goesOn = undecided(AWAY, cause == null ? "no answer" : String.valueOf(cause.getMessage()));
      }
      outcomes.dropPointless(); // what stands behind one that was given back waits for no pause
      if (outcomes.areAllDecided()) {
        finish();
      } else {
        again(goesOn ? Duration.ZERO : BACKOFF.delay(++tries));
      }
    } catch (RuntimeException | Error e) {
      again(BACKOFF.longest());
    }
  }

  /**
   * Notes what a route has decided.
   *
   * @return whether it has decided on all
   */
  private boolean note(int count, boolean wereUploads, SendBatchReply reply) {
    if (lane.isMisunderstood(wereUploads, reply)) {
      int others = outcomes.beforeWholeForm();
      if (others > 0) {
        width = Math.min(width, others); // they go at once, in the form that the route knows
      } else {
        outcomes.giveBack(0, TOO_OLD);
      }
      return true;
    }
    String why = null;
    int decided = 0;
    for (int i = 0; i < Math.min(reply.getOutcomesCount(), count); i++) {
      SendOutcome outcome = reply.getOutcomes(i);
      if (!outcome.getRetry()) {
        outcomes.decide(i, outcome);
        decided++;
      } else if (why == null) {
        why = outcome.getText();
      }
    }
    if (decided > 0) {
      lane.decided();
    }
    if (decided == count) {
      width = Math.min(batch.size(), width * 2);
      return true;
    }
    String reason = why == null || why.isEmpty() ? AWAY : why;
    return undecided(reason, reason);
  }

  /** Nothing is known of some; gives them back when that has gone on for long. */
  private boolean undecided(String toldToSenders, String toldToLog) {
    if (lane.undecided(outcomes.undecided(), toldToLog)) {
      outcomes.giveBackUndecided(toldToSenders);
    }
    return false;
  }

  /**
   * A route would refuse the same request again: sends fewer together, or gives up a single one.
   *
   * @return whether the rest goes on at once
   */
  private boolean refused(int count, Throwable cause) {
    if (count > 1) {
      width = Math.max(1, count / 2);
      return true;
    }
    width = Math.min(batch.size(), 2);
    if (cause instanceof CimException known && known.code() == ResultCode.INVALID_ARGUMENT) {
      outcomes.decide(0, UploadOutcomes.of(known.code(), String.valueOf(known.getMessage())));
      return true;
    }
    lane.outages.failed(1, String.valueOf(cause));
    outcomes.giveBack(0, "a route failed on this message; its log says why");
    return false;
  }

  private void again(Duration pause) {
    try {
      if (pause.isZero()) {
        lane.timer.execute(this::attempt);
      } else {
        lane.timer.schedule(this::attempt, pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RuntimeException | Error e) { // this server ends, or has no memory for a task
      finish();
    }
  }

  private void finish() {
    List<SendOutcome> all = new ArrayList<>(batch.size());
    try {
      all.addAll(outcomes.finish());
      SendAnswers.tell(batch, all, lane.meters);
      lane.meters.batchAnsweredAfter(System.nanoTime() - began);
    } catch (RuntimeException | Error e) { // who has no answer sends again over a new connection
      batch.forEach(upload -> upload.connection().close(CloseReason.INTERNAL_ERROR));
    } finally {
      done.complete(all);
    }
  }
}
