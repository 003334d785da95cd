package io.crossim.server.uplink;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendOutcome;
import io.crossim.server.connection.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to a route. What fails is tried again. What a route refuses as a whole is
 * sent in halves, until the message that is to blame stands alone and fails alone; those before it
 * are decided first and those behind it go on, in order.
 *
 * <p>Nothing that is thrown ends it: it is tried again, or its messages are given back.
 */
final class UploadBatch {

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private static final String AWAY = "no route takes messages at present; retry later";
  private static final SendOutcome GIVEN_UP =
      back("the connection ended before a route had answered");
  private static final SendOutcome BEHIND = back(SendAnswers.BEHIND);

  private final UploadCall lane;
  private final List<Upload> batch;
  private final @Nullable SendOutcome[] outcomes;

  /** Places in the batch that are not decided, in order. */
  private final List<Integer> open;

  private final CompletableFuture<List<SendOutcome>> done = new CompletableFuture<>();
  private final long began = System.nanoTime();

  /** So many of them are sent in one call. */
  private int width;

  private int tries;

  UploadBatch(UploadCall lane, List<Upload> batch) {
    this.lane = lane;
    this.batch = batch;
    this.outcomes = new SendOutcome[batch.size()];
    this.open = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      open.add(i);
    }
    this.width = batch.size();
  }

  CompletableFuture<List<SendOutcome>> start() {
    attempt();
    return done;
  }

  private void attempt() {
    try {
      dropPointless();
      if (open.isEmpty() || (lane.isClosing() && tries > 0)) {
        finish();
        return;
      }
      int count = Math.min(width, open.size());
      SendBatch.Builder request = SendBatch.newBuilder();
      open.subList(0, count).forEach(i -> request.addSends(batch.get(i).item()));
      lane.routes
          .send(request.build())
          .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete((reply, failure) -> answered(count, reply, failure));
    } catch (RuntimeException | Error e) {
      answered(Math.min(width, open.size()), null, e);
    }
  }

  private void dropPointless() {
    for (int i : open) {
      if (batch.get(i).isPointless()) {
        giveBack(i, batch.get(i).run().isOver() ? BEHIND : GIVEN_UP);
      }
    }
    open.removeIf(i -> outcomes[i] != null);
  }

  private void answered(int count, @Nullable SendBatchReply reply, @Nullable Throwable failure) {
    try {
      Throwable cause = failure == null ? null : Await.cause(failure);
      boolean goesOn;
      if (reply != null) {
        goesOn = note(count, reply);
      } else if (cause != null && isRefused(cause)) {
        goesOn = refused(count, cause);
      } else {
        goesOn = undecided(AWAY, cause == null ? "no answer" : String.valueOf(cause.getMessage()));
      }
      open.removeIf(i -> outcomes[i] != null);
      dropPointless(); // what stands behind one that was given back waits for no pause
      if (open.isEmpty()) {
        finish();
      } else {
        again(goesOn ? Duration.ZERO : pause(tries++));
      }
    } catch (RuntimeException | Error e) {
      again(LONGEST_WAIT);
    }
  }

  /**
   * Notes what a route has decided.
   *
   * @return whether it has decided on all
   */
  private boolean note(int count, SendBatchReply reply) {
    String why = null;
    int decided = 0;
    for (int i = 0; i < Math.min(reply.getOutcomesCount(), count); i++) {
      SendOutcome outcome = reply.getOutcomes(i);
      if (!outcome.getRetry()) {
        note(open.get(i), outcome);
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

  /** A message of which nothing has become comes again, and none may overtake it meanwhile. */
  private void note(int place, SendOutcome outcome) {
    if (outcome.getUnbound()) {
      giveBack(place, outcome);
    } else {
      outcomes[place] = outcome;
    }
  }

  /** Nothing is known of some; gives them back when that has gone on for long. */
  private boolean undecided(String toldToSenders, String toldToLog) {
    int messages = 0;
    for (int i : open) {
      messages += outcomes[i] == null ? 1 : 0;
    }
    if (lane.undecided(messages, toldToLog)) {
      for (int i : open) {
        if (outcomes[i] == null) {
          giveBack(i, back(toldToSenders));
        }
      }
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
    int culprit = open.get(0);
    if (cause instanceof CimException known && known.code() == ResultCode.INVALID_ARGUMENT) {
      outcomes[culprit] =
          SendOutcome.newBuilder()
              .setCode(known.code().code())
              .setText(String.valueOf(known.getMessage()))
              .build();
      return true;
    }
    lane.outages.failed(1, String.valueOf(cause));
    giveBack(culprit, back("a route failed on this message; its log says why"));
    return false;
  }

  private void giveBack(int place, SendOutcome outcome) {
    outcomes[place] = outcome;
    batch.get(place).run().giveBack(batch.get(place).clientMsgId(), lane.ticker.read());
  }

  /** Whether it would be refused again: it is the request that is at fault. */
  private static boolean isRefused(Throwable cause) {
    if (cause instanceof CimException known) {
      return !(known instanceof UnavailableException)
          && (known.code() == ResultCode.INVALID_ARGUMENT || known.code() == ResultCode.FAILURE);
    }
    return !(cause instanceof Error
        || cause instanceof TimeoutException
        || cause instanceof RejectedExecutionException
        || cause instanceof CancellationException);
  }

  private void again(Duration pause) {
    try {
      if (pause.isZero()) {
        lane.clock.execute(this::attempt);
      } else {
        lane.clock.schedule(this::attempt, pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (RuntimeException | Error e) { // this server ends, or has no memory for a task
      finish();
    }
  }

  private void finish() {
    List<SendOutcome> all = new ArrayList<>(outcomes.length);
    try {
      for (int i = 0; i < outcomes.length; i++) {
        if (outcomes[i] == null) {
          giveBack(i, GIVEN_UP);
        }
        all.add(outcomes[i]);
      }
      SendAnswers.tell(batch, all, lane.meters);
      lane.meters.batchAnsweredAfter(System.nanoTime() - began);
    } catch (RuntimeException | Error e) { // who has no answer sends again over a new connection
      batch.forEach(upload -> upload.connection().close(CloseReason.INTERNAL_ERROR));
    } finally {
      done.complete(all);
    }
  }

  private static SendOutcome back(String text) {
    return SendOutcome.newBuilder().setCode(ResultCode.FAILURE.code()).setText(text).build();
  }

  private static Duration pause(int tries) {
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 10));
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }
}
