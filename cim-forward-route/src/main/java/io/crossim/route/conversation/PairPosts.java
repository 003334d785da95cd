package io.crossim.route.conversation;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.route.api.SentMessage;
import io.crossim.route.api.SentMessage.Status;
import io.crossim.route.delivery.CheckedMessage;
import io.crossim.route.delivery.CheckedPost;
import io.crossim.route.delivery.PostResult;
import io.crossim.route.delivery.PrivateMessages;
import io.crossim.route.delivery.PushWait;
import io.crossim.service.clock.Deadline;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Posts private messages of HTTP callers to the log that both users read. While private messages
 * are not kept, or a route runs that cannot read them there, they go to the inbox of the receiver
 * alone.
 */
@RequiredArgsConstructor
final class PairPosts implements PrivateMessages {

  private final Conversations conversations;
  private final BooleanSupplier keepsPrivate;
  private final PrivateMessages toInbox;
  private final PushWait pushWait;
  private final MessageTraces traces;

  @Override
  public CompletableFuture<SentMessage> deliver(
      List<CheckedMessage> messages, String trace, boolean wantsStatus, Deadline limit) {
    if (!keepsPrivate.getAsBoolean()) {
      return toInbox.deliver(messages, trace, wantsStatus, limit);
    }
    Span span = traces.enter(Step.ROUTE, trace);
    CompletableFuture<SentMessage> sent =
        postAll(messages, MessageTraces.onward(span, trace), wantsStatus, limit);
    if (span.isRecording()) {
      sent.whenComplete((message, failure) -> end(span, message, failure));
    }
    return sent;
  }

  private CompletableFuture<SentMessage> postAll(
      List<CheckedMessage> messages, String trace, boolean wantsStatus, Deadline limit) {
    List<CompletableFuture<PostResult>> posted = new ArrayList<>(messages.size());
    for (CheckedMessage message : messages) {
      posted.add(postOne(post(message, trace), limit));
    }
    return CompletableFuture.allOf(posted.toArray(CompletableFuture<?>[]::new))
        .thenCompose(
            done -> {
              PostResult last = posted.get(posted.size() - 1).join();
              return wantsStatus
                  ? pushWait
                      .shortly(last.taken())
                      .thenApply(
                          taken -> sent(last.outcome(), taken ? Status.PUSHED : Status.STORED))
                  : CompletableFuture.completedFuture(sent(last.outcome(), Status.STORED));
            });
  }

  private static Post post(CheckedMessage message, String trace) {
    long sender = message.sender().userId();
    ConversationId pair = ConversationId.pair(sender, message.receiverId());
    return new CheckedPost(message.sender(), pair, message.content(), message.id()).post(trace);
  }

  private CompletableFuture<PostResult> postOne(Post post, Deadline limit) {
    return conversations
        .postAndWatch(post, limit)
        .thenApply(
            result -> {
              CimException refused = PostRefusals.of(post, result.outcome());
              if (refused != null) {
                throw refused;
              }
              return result;
            });
  }

  private static SentMessage sent(PostOutcome last, Status status) {
    return new SentMessage(
        Long.toString(last.place().messageId()), /* seq= */ 0, status, last.place().seq());
  }

  private static void end(Span span, SentMessage message, @Nullable Throwable failure) {
    if (failure != null) {
      MessageTraces.fail(span, Await.cause(failure));
    } else {
      MessageTraces.end(span, ResultCode.SUCCESS.code(), Long.parseLong(message.messageId()));
    }
  }
}
