package io.crossim.route.delivery;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendOutcome;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the messages of one batch, and the spans that end with that. A message has a
 * place, from 0; it is a success until something else is noted.
 */
final class UplinkOutcomes {

  private final List<SendOutcome.Builder> outcomes;
  private final List<Span> spans;

  UplinkOutcomes(int size) {
    this.outcomes = new ArrayList<>(size);
    this.spans = new ArrayList<>(size);
  }

  /**
   * The next message.
   *
   * @return its place
   */
  int add(Span span) {
    spans.add(span);
    outcomes.add(SendOutcome.newBuilder().setCode(ResultCode.SUCCESS.code()));
    return outcomes.size() - 1;
  }

  void stored(int place, AppendOutcome stored) {
    outcomes.get(place).setMessageId(stored.messageId()).setSeq(stored.seq());
  }

  /** It is in the log of a conversation. */
  void posted(int place, PostOutcome posted) {
    outcomes
        .get(place)
        .setMessageId(posted.place().messageId())
        .setConversationSeq(posted.place().seq());
  }

  void pushed(int place) {
    outcomes.get(place).setPushed(true);
  }

  void refused(int place, CimException why) {
    outcomes.get(place).setCode(why.code().code()).setText(String.valueOf(why.getMessage()));
  }

  /** The sender has no session over which it could have come. */
  void unbound(int place) {
    outcomes
        .get(place)
        .setCode(ResultCode.FAILURE.code())
        .setText("this connection has no session yet; send this again after the login")
        .setUnbound(true);
  }

  /** It may be sent again. */
  void undecided(int place, String why) {
    outcomes.get(place).setCode(ResultCode.FAILURE.code()).setText(why).setRetry(true);
  }

  /** It was for everyone, and nobody else is online. */
  void nobody(int place) {
    outcomes.get(place).setNobody(true);
  }

  /** The answer, with which the spans end. */
  SendBatchReply reply() {
    SendBatchReply.Builder reply = SendBatchReply.newBuilder().setTakesUploads(true);
    for (int i = 0; i < outcomes.size(); i++) {
      SendOutcome outcome = outcomes.get(i).build();
      MessageTraces.end(spans.get(i), outcome.getCode(), outcome.getMessageId());
      reply.addOutcomes(outcome);
    }
    return reply.build();
  }

  /** Ends the spans of a batch that was not carried out. */
  void abandon(Throwable cause) {
    spans.forEach(span -> MessageTraces.fail(span, cause));
  }
}
