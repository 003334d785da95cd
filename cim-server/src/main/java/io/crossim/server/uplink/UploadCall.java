package io.crossim.server.uplink;

import io.crossim.common.batch.BatchCall;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
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
import java.util.concurrent.CountDownLatch;
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
final class UploadCall implements BatchCall<Upload, SendOutcome> {

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final SendOutcome GIVEN_UP =
      SendOutcome.newBuilder()
          .setCode(ResultCode.FAILURE.code())
          .setText("the connection ended before a route had answered")
          .setRetry(true)
          .build();

  private final MessageApi routes;
  private final CountDownLatch closing;

  @Override
  public List<SendOutcome> call(List<Upload> batch) throws InterruptedException {
    @Nullable SendOutcome[] outcomes = new SendOutcome[batch.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      open.add(i);
    }
    for (int tries = 0; ; tries++) {
      open.removeIf(i -> !batch.get(i).connection().isLoggedIn());
      if (open.isEmpty()) {
        break;
      }
      send(batch, open, outcomes);
      open.removeIf(i -> outcomes[i] != null);
      if (open.isEmpty() || pause(tries)) {
        break;
      }
    }
    List<SendOutcome> all = new ArrayList<>(outcomes.length);
    for (SendOutcome outcome : outcomes) {
      all.add(outcome == null ? GIVEN_UP : outcome);
    }
    acknowledge(batch, all);
    return all;
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

  private void send(List<Upload> batch, List<Integer> open, @Nullable SendOutcome[] outcomes) {
    SendBatch.Builder request = SendBatch.newBuilder();
    open.forEach(i -> request.addSends(batch.get(i).item()));
    try {
      SendBatchReply reply = routes.send(request.build());
      for (int i = 0; i < Math.min(reply.getOutcomesCount(), open.size()); i++) {
        if (!reply.getOutcomes(i).getRetry()) {
          outcomes[open.get(i)] = reply.getOutcomes(i);
        }
      }
    } catch (CimException e) {
      log.warn("{} messages wait for a route: {}", open.size(), e.getMessage());
    }
  }

  /** Whether the server stops. */
  private boolean pause(int tries) throws InterruptedException {
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 10));
    Duration wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
