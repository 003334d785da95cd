package io.crossim.sdk;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.route.api.BroadcastRequest;
import io.crossim.route.api.PrivateMessage;
import io.crossim.route.api.RouteApi;
import io.crossim.sdk.sending.Outbox;
import io.crossim.sdk.sending.Outcome;
import io.opentelemetry.api.trace.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Makes messages of texts, has the outbox send them, and tells what became of each. */
@RequiredArgsConstructor
final class Sends {

  private static final int MAX_ID = 64;

  private final long userId;
  private final RouteApi route;
  private final Outbox outbox;
  private final Duration timeout;
  private final MessageTraces traces;

  CompletableFuture<SendResult> toOne(long receiver, String text, String clientMsgId) {
    Message message =
        Message.newBuilder()
            .setConversation(io.crossim.common.protocol.Conversation.newBuilder().setId(receiver))
            .setBody(ByteString.copyFromUtf8(text))
            .setClientMsgId(checked(clientMsgId))
            .build();
    PrivateMessage request =
        new PrivateMessage(userId, receiver, text, /* batchMsg= */ null, /* reqNo= */ null);
    return Results.map(submit(() -> call(request), message), this::result);
  }

  CompletableFuture<SendResult> toAll(String text) {
    Message message =
        Message.newBuilder()
            .setConversation(
                io.crossim.common.protocol.Conversation.newBuilder()
                    .setType(io.crossim.common.protocol.Conversation.Type.ALL))
            .setBody(ByteString.copyFromUtf8(text))
            .setClientMsgId(UUID.randomUUID().toString())
            .build();
    BroadcastRequest request = new BroadcastRequest(userId, text, /* reqNo= */ null);
    return Results.map(submit(() -> call(request), message), this::known);
  }

  /** Characters are code points, as the cluster counts them. */
  private static String checked(String clientMsgId) {
    int length = clientMsgId.codePointCount(0, clientMsgId.length());
    if (length < 1 || length > MAX_ID) {
      throw CimException.invalid("clientMsgId", clientMsgId, "1 to " + MAX_ID + " characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(clientMsgId)) { // it would change on its way
      throw CimException.invalid("clientMsgId", clientMsgId, "no half of a surrogate pair");
    }
    return clientMsgId;
  }

  /** A v2 route answers 7000 to a message that it has stored for somebody who is offline. */
  private Outcome call(PrivateMessage request) {
    try {
      route.sendPrivate(request);
      return Outcome.TAKEN;
    } catch (CimException e) {
      if (e.code() == ResultCode.RECEIVER_OFFLINE) {
        return Outcome.STORED;
      }
      throw e;
    }
  }

  private Outcome call(BroadcastRequest request) {
    route.broadcast(request);
    return Outcome.TAKEN;
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
    return new SendResult(id, outcome.seq(), status);
  }

  private SendResult known(Outcome outcome) {
    if (outcome.kind() == Outcome.Kind.UNKNOWN) {
      throw new UnavailableException("no answer came in time", /* cause= */ null);
    }
    return result(outcome);
  }
}
