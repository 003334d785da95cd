package io.crossim.server.uplink;

import com.google.common.base.Ticker;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.MessageBounds;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.SendOutcome;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.SendRun;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.outage.OutageLog;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Takes what v3 clients send. On the sender's event loop; never blocks. */
@Slf4j
public final class Uplink implements AutoCloseable {

  private static final String TOO_MUCH = "too much waits for a route; retry later";

  private final UplinkLanes lanes;
  private final UplinkMeters meters;
  private final MessageTraces traces;
  private final Consumer<Connection> unbound;
  private final Ticker ticker;
  private volatile boolean sealed;

  /**
   * @param unbound is told of a connection whose session a route does not find
   * @param executor sets the calls off; they do not block it
   * @param timer times their repeats
   */
  public Uplink(
      MessageApi routes,
      UplinkMeters meters,
      MessageTraces traces,
      Consumer<Connection> unbound,
      Ticker ticker,
      Executor executor,
      ScheduledExecutorService timer) {
    this.unbound = unbound;
    this.meters = meters;
    this.traces = traces;
    this.ticker = ticker;
    OutageLog outages = new OutageLog(log, "messages of clients wait for a route", ticker::read);
    this.lanes =
        new UplinkLanes(
            () -> new UploadCall(routes, meters, outages, timer, ticker), executor, timer);
  }

  /** The time since the oldest present call of all lanes began; zero when there is none. */
  public Duration stalledFor() {
    return lanes.callAge();
  }

  /** Sends messages in their order; each gets a SEND_ACK. The sender is the connection's user. */
  public void send(Connection connection, List<Message> messages) {
    if (sealed) {
      return;
    }
    UplinkLanes.Lane lane = lanes.of(connection);
    List<SendAck> refusals = new ArrayList<>(0);
    for (Message message : messages) {
      SendAck refusal = send(lane, connection, message);
      if (refusal != null) {
        refusals.add(refusal);
      }
    }
    if (!refusals.isEmpty()) {
      connection.dialect().answerSends(connection, refusals);
    }
    lane.slowDown(connection);
  }

  /** Answers why it is not on its way; null when it is. */
  private @Nullable SendAck send(UplinkLanes.Lane lane, Connection connection, Message message) {
    try {
      MessageBounds.check(message);
    } catch (CimException e) {
      return refused(message, e.code(), String.valueOf(e.getMessage()));
    }
    long now = ticker.read();
    SendRun run = connection.uploads().run(message.getClientMsgIdBytes(), now);
    if (run.isOver()) {
      return giveBack(run, message, SendAnswers.BEHIND);
    }
    Span span = traces.enter(Step.UPLOAD, message.getTrace());
    String trace = MessageTraces.onward(span, message.getTrace());
    Upload upload = new Upload(connection, run, message, trace, span);
    connection.uploads().add(1, upload.weight());
    CompletableFuture<SendOutcome> outcome = lane.submit(upload);
    if (outcome.isCompletedExceptionally()) { // there is no room for it
      return unsent(upload, message);
    }
    outcome.whenComplete(
        (decided, failure) -> {
          if (failure != null) { // else its batch has answered it
            run.giveBack(upload.clientMsgId(), ticker.read());
            answerUnsent(upload, message);
          } else if (decided.getUnbound()) {
            unbound.accept(connection);
          }
        });
    return null;
  }

  private SendAck unsent(Upload upload, Message message) {
    MessageTraces.end(upload.span(), ResultCode.FAILURE.code(), /* messageId= */ 0);
    upload.connection().uploads().remove(1, upload.weight());
    return giveBack(upload.run(), message, TOO_MUCH);
  }

  private void answerUnsent(Upload upload, Message message) {
    Connection connection = upload.connection();
    connection
        .loop()
        .execute(
            () -> connection.dialect().answerSends(connection, List.of(unsent(upload, message))));
  }

  /** Refuses a message through no fault of the sender, who may try again. */
  private SendAck giveBack(SendRun run, Message message, String text) {
    run.giveBack(message.getClientMsgIdBytes(), ticker.read());
    return refused(message, ResultCode.FAILURE, text);
  }

  private SendAck refused(Message message, ResultCode code, String text) {
    meters.answered(code, 1);
    return SendAnswers.refusal(message, code, text);
  }

  /** Answers messages of a sender who is beyond a limit; nothing becomes of them. */
  public void refuse(Connection connection, List<Message> messages) {
    List<SendAck> refusals = new ArrayList<>(messages.size());
    for (Message message : messages) {
      refusals.add(refused(message, ResultCode.REQUEST_LIMIT, TrafficLimits.REFUSED));
    }
    connection.dialect().answerSends(connection, refusals);
  }

  /** Takes no more, without an answer: clients send again, elsewhere, what has none. */
  public void seal() {
    sealed = true;
  }

  /** What is still tried is given up; its clients send it again elsewhere. */
  @Override
  public void close() {
    lanes.close();
  }
}
