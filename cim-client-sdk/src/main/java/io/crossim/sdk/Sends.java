package io.crossim.sdk;

import io.crossim.common.protocol.Message;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.sdk.sending.Outbox;
import io.crossim.sdk.sending.Outcome;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Makes messages of texts, has the outbox send them, and tells what became of each. */
@RequiredArgsConstructor
final class Sends {

  private final Outbox outbox;
  private final HttpSends http;
  private final OwnMessages own;
  private final Duration timeout;
  private final MessageTraces traces;

  /** Sends to everyone online, to one user, or to a group. */
  CompletableFuture<SendResult> send(Conversation to, OutgoingMessage message) {
    if (to.type() == Conversation.Type.ALL) {
      return Results.map(submit(to, checkedForAll(message)), this::known);
    }
    return Results.map(submit(to, message), this::result);
  }

  private static OutgoingMessage checkedForAll(OutgoingMessage message) {
    if (message.kind() != MessageKind.CONTENT) {
      throw CimException.invalid("kind", message.kind(), "CONTENT, because no log holds it");
    }
    return message;
  }

  private CompletableFuture<Outcome> submit(Conversation to, OutgoingMessage message) {
    own.sends(to, message.clientMsgId());
    return submit(() -> http.send(to, message), Messages.wire(to, message));
  }

  private CompletableFuture<Outcome> submit(Supplier<Outcome> call, Message message) {
    Span span = traces.enter(Step.SEND, "");
    if (!span.isRecording()) {
      return outbox.submit(call, message);
    }
    CompletableFuture<Outcome> sent =
        outbox.submit(call, message.toBuilder().setTrace(MessageTraces.onward(span, "")).build());
    sent.whenComplete((outcome, failure) -> end(span, outcome, failure));
    return sent;
  }

  private static void end(Span span, @Nullable Outcome outcome, @Nullable Throwable failure) {
    if (failure != null) {
      MessageTraces.fail(span, Await.cause(failure));
    } else if (outcome != null) {
      span.setAttribute("cim.outcome", outcome.kind().name().toLowerCase(Locale.ROOT));
      MessageTraces.end(span, ResultCode.SUCCESS.code(), outcome.messageId());
    }
  }

  private SendResult result(Outcome outcome) {
    SendStatus status =
        switch (outcome.kind()) {
          case TAKEN -> SendStatus.SENT;
          case STORED -> SendStatus.STORED;
          case PUSHED -> SendStatus.PUSHED;
          case NOBODY -> SendStatus.NOBODY;
          case UNKNOWN -> SendStatus.UNKNOWN;
          case NOT_SENT -> throw new NotSentException(timeout);
        };
    String id = outcome.messageId() == 0 ? "" : Long.toString(outcome.messageId());
    return new SendResult(id, outcome.seq(), status, outcome.conversationSeq());
  }

  private SendResult known(Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.UNKNOWN) {
      throw new UnavailableException("no answer came in time", /* cause= */ null);
    }
    return result(outcome);
  }
}
