package io.crossim.server.uplink;

import io.crossim.common.batch.AsyncBatchCall;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.Await;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendOutcome;
import io.crossim.server.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Brings a batch to a route, and does not give up while one of its connections is open: the lane's
 * next batch waits, and so a sender's order holds. What a closed connection had still to send is
 * sent again by its client, elsewhere; the ids make that harmless.
 */
@Slf4j
@RequiredArgsConstructor
final class UploadCall implements AsyncBatchCall<Upload, SendOutcome> {

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final SendOutcome GIVEN_UP =
      SendOutcome.newBuilder()
          .setCode(ResultCode.FAILURE.code())
          .setText("the connection ended before a route had answered")
          .setRetry(true)
          .build();

  private final MessageApi routes;
  private final UplinkMeters meters;
  private final ScheduledExecutorService clock;
  private volatile boolean closing;

  /** Gives up what is still tried, at its next pause. */
  void close() {
    closing = true;
  }

  @Override
  public CompletableFuture<List<SendOutcome>> call(List<Upload> batch) {
    long start = System.nanoTime();
    CompletableFuture<List<SendOutcome>> done = new CompletableFuture<>();
    List<Integer> open = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      open.add(i);
    }
    attempt(batch, open, new SendOutcome[batch.size()], 0, done);
    return done.whenComplete(
        (outcomes, failure) -> meters.batchAnsweredAfter(System.nanoTime() - start));
  }

  private void attempt(
      List<Upload> batch,
      List<Integer> open,
      @Nullable SendOutcome[] outcomes,
      int tries,
      CompletableFuture<List<SendOutcome>> done) {
    open.removeIf(i -> !batch.get(i).connection().isLoggedIn());
    if (open.isEmpty() || (closing && tries > 0)) {
      finish(batch, outcomes, done);
      return;
    }
    SendBatch.Builder request = SendBatch.newBuilder();
    open.forEach(i -> request.addSends(batch.get(i).item()));
    routes
        .send(request.build())
        .whenComplete(
            (reply, failure) -> {
              if (reply != null) {
                note(reply, open, outcomes);
              } else {
                log.warn(
                    "{} messages wait for a route: {}",
                    open.size(),
                    failure == null ? "no answer" : Await.cause(failure).getMessage());
              }
              open.removeIf(i -> outcomes[i] != null);
              if (open.isEmpty()) {
                finish(batch, outcomes, done);
              } else {
                clock.schedule(
                    () -> attempt(batch, open, outcomes, tries + 1, done),
                    pause(tries).toMillis(),
                    TimeUnit.MILLISECONDS);
              }
            });
  }

  private static void note(
      SendBatchReply reply, List<Integer> open, @Nullable SendOutcome[] outcomes) {
    for (int i = 0; i < Math.min(reply.getOutcomesCount(), open.size()); i++) {
      if (!reply.getOutcomes(i).getRetry()) {
        outcomes[open.get(i)] = reply.getOutcomes(i);
      }
    }
  }

  private void finish(
      List<Upload> batch,
      @Nullable SendOutcome[] outcomes,
      CompletableFuture<List<SendOutcome>> done) {
    List<SendOutcome> all = new ArrayList<>(outcomes.length);
    for (SendOutcome outcome : outcomes) {
      all.add(outcome == null ? GIVEN_UP : outcome);
    }
    acknowledge(batch, all);
    count(all);
    for (int i = 0; i < batch.size(); i++) {
      SendOutcome outcome = all.get(i);
      MessageTraces.end(batch.get(i).span(), outcome.getCode(), outcome.getMessageId());
    }
    done.complete(all);
  }

  /** One frame and one flush for each connection of the batch. */
  private static void acknowledge(List<Upload> batch, List<SendOutcome> outcomes) {
    Map<Connection, Frame.Builder> frames = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      SendOutcome outcome = outcomes.get(i);
      frames
          .computeIfAbsent(
              batch.get(i).connection(), connection -> Frame.newBuilder().setCmd(Command.SEND_ACK))
          .addSendAcks(
              SendAck.newBuilder()
                  .setClientMsgIdBytes(batch.get(i).item().getClientMsgIdBytes())
                  .setCode(outcome.getCode())
                  .setText(outcome.getText())
                  .setMessageId(outcome.getMessageId())
                  .setSeq(outcome.getSeq())
                  .setStatus(outcome.getPushed() ? DeliveryStatus.PUSHED : DeliveryStatus.STORED));
    }
    frames.forEach(
        (connection, frame) ->
            connection
                .loop()
                .execute(
                    () -> {
                      connection.uploading(-frame.getSendAcksCount());
                      connection.answer(frame.build());
                    }));
  }

  private void count(List<SendOutcome> outcomes) {
    int successes = 0;
    for (SendOutcome outcome : outcomes) {
      if (outcome.getCode().equals(ResultCode.SUCCESS.code())) {
        successes++;
      } else {
        meters.answered(ResultCode.of(outcome.getCode()), 1);
      }
    }
    meters.answered(ResultCode.SUCCESS, successes);
  }

  private static Duration pause(int tries) {
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 10));
    return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
  }
}
