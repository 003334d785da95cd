package io.crossim.server.uplink;

import io.crossim.common.protocol.DeliveryStatus;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.route.api.SendOutcome;
import io.crossim.server.connection.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/** The answers to the messages of a batch: one frame and one flush for each of its connections. */
final class SendAnswers {

  /** Why a message is given back to which nothing happened itself. */
  static final String BEHIND = "an earlier message was not taken; send this one again after it";

  private final List<SendAck> acks = new ArrayList<>();
  private long weight;

  private SendAnswers() {}

  /** Answers, counts, and ends the spans of a batch. */
  static void tell(List<Upload> batch, List<SendOutcome> outcomes, UplinkMeters meters) {
    Map<Connection, SendAnswers> answers = new LinkedHashMap<>();
    int successes = 0;
    for (int i = 0; i < batch.size(); i++) {
      Upload upload = batch.get(i);
      SendOutcome outcome = outcomes.get(i);
      answers.computeIfAbsent(upload.connection(), to -> new SendAnswers()).add(upload, outcome);
      if (outcome.getCode().equals(ResultCode.SUCCESS.code())) {
        successes++;
      } else {
        meters.answered(ResultCode.of(outcome.getCode()), 1);
      }
      MessageTraces.end(upload.span(), outcome.getCode(), outcome.getMessageId());
    }
    meters.answered(ResultCode.SUCCESS, successes);
    answers.forEach((connection, answer) -> answer.send(connection));
  }

  private void add(Upload upload, SendOutcome outcome) {
    weight += upload.weight();
    acks.add(
        SendAck.newBuilder()
            .setClientMsgIdBytes(upload.clientMsgId())
            .setCode(outcome.getCode())
            .setText(outcome.getText())
            .setMessageId(outcome.getMessageId())
            .setSeq(outcome.getSeq())
            .setConversationSeq(outcome.getConversationSeq())
            .setStatus(status(outcome))
            .build());
  }

  private static DeliveryStatus status(SendOutcome outcome) {
    if (outcome.getNobody()) {
      return DeliveryStatus.NOBODY;
    }
    return outcome.getPushed() ? DeliveryStatus.PUSHED : DeliveryStatus.STORED;
  }

  private void send(Connection connection) {
    try {
      connection
          .loop()
          .execute(
              () -> {
                connection.uploads().remove(acks.size(), weight);
                connection.dialect().answerSends(connection, acks);
              });
    } catch (RejectedExecutionException e) {
      // This server ends, and its connections are gone.
    }
  }

  /** The answer to a message of which nothing becomes. */
  static SendAck refusal(Message message, ResultCode code, String text) {
    return SendAck.newBuilder()
        .setClientMsgIdBytes(message.getClientMsgIdBytes())
        .setCode(code.code())
        .setText(text)
        .build();
  }
}
