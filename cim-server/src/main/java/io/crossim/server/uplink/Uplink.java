package io.crossim.server.uplink;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.batch.BatchLanes;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.crossim.server.connection.Connection;
import io.crossim.service.limits.TrafficLimits;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Takes what v3 clients send. On the sender's event loop; never blocks. */
public final class Uplink implements AutoCloseable {

  /** While one batch is under way the next one gathers; more lanes would only split them. */
  private static final int LANES = 2;

  private static final long MEGABYTE = 1L << 20;
  private static final BatchBounds BOUNDS =
      new BatchBounds(512, 4 * MEGABYTE, 50_000, 32 * MEGABYTE);

  /** What a message costs beside its body. */
  private static final int OVERHEAD = 256;

  private final BatchLanes<Upload, SendOutcome> lanes;
  private final UploadCall call;
  private final UplinkMeters meters;
  private final MessageTraces traces;
  private final Consumer<Connection> unbound;
  private volatile boolean sealed;

  /**
   * @param unbound is told of a connection whose session a route does not find
   * @param executor sets the calls off; they do not block it
   * @param clock times their repeats
   */
  public Uplink(
      MessageApi routes,
      UplinkMeters meters,
      MessageTraces traces,
      Consumer<Connection> unbound,
      Executor executor,
      ScheduledExecutorService clock) {
    this.unbound = unbound;
    this.meters = meters;
    this.traces = traces;
    this.call = new UploadCall(routes, meters, clock);
    this.lanes =
        new BatchLanes<>(
            LANES,
            () ->
                BatchLane.async(
                    call,
                    executor,
                    BOUNDS,
                    (Upload upload) -> OVERHEAD + upload.item().getBody().size()));
  }

  /** Sends messages in their order; each gets a SEND_ACK. The sender is the connection's user. */
  public void send(Connection connection, List<Message> messages) {
    if (sealed) {
      return;
    }
    for (Message message : messages) {
      send(connection, message);
    }
  }

  private void send(Connection connection, Message message) {
    Span span = traces.enter(Step.UPLOAD, message.getTrace());
    SendItem item =
        SendItem.newBuilder()
            .setSenderId(connection.userId())
            .setSenderName(connection.userName())
            .setConversationType(message.getConversation().getTypeValue())
            .setConversationId(message.getConversation().getId())
            .setContentType(message.getContentType())
            .setBody(message.getBody())
            .setClientMsgId(message.getClientMsgId())
            .setTrace(MessageTraces.onward(span, message.getTrace()))
            .setGeneration(connection.generation())
            .build();
    connection.uploading(1);
    lanes
        .of(connection.userId())
        .submit(new Upload(connection, item, span))
        .whenComplete(
            (outcome, failure) -> {
              if (failure != null) { // else its batch has answered it
                MessageTraces.end(span, ResultCode.FAILURE.code(), /* messageId= */ 0);
                connection.loop().execute(() -> giveBack(connection, message));
              } else if (outcome.getUnbound()) {
                unbound.accept(connection);
              }
            });
  }

  /** Answers messages of a sender who is beyond a limit; nothing becomes of them. */
  public void refuse(Connection connection, List<Message> messages) {
    answer(connection, messages, ResultCode.REQUEST_LIMIT, TrafficLimits.REFUSED);
  }

  /** It is not the sender who is at fault, so he may try again. */
  private void giveBack(Connection connection, Message message) {
    connection.uploading(-1);
    answer(connection, List.of(message), ResultCode.FAILURE, "too much waits for a route");
  }

  private void answer(Connection connection, List<Message> messages, ResultCode code, String text) {
    meters.answered(code, messages.size());
    Frame.Builder frame = Frame.newBuilder().setCmd(Command.SEND_ACK);
    for (Message message : messages) {
      frame.addSendAcks(
          SendAck.newBuilder()
              .setClientMsgIdBytes(message.getClientMsgIdBytes())
              .setCode(code.code())
              .setText(text));
    }
    connection.answer(frame.build());
  }

  /** Takes no more, without an answer: clients send again, elsewhere, what has none. */
  public void seal() {
    sealed = true;
  }

  /** What is still tried is given up; its clients send it again elsewhere. */
  @Override
  public void close() {
    call.close();
  }
}
