package io.crossim.service.call;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.service.web.Failure;
import io.crossim.service.web.NotStoredException;
import io.crossim.service.web.RememberedBody;
import io.crossim.service.web.UnauthorizedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place that maps what a call fails with to an answer. A caller is told what was wrong with
 * their request; what went wrong inside is told to the log, once.
 */
@Slf4j
@RequiredArgsConstructor
public final class Failures {

  private final JsonMapper json;

  /** Makes a call answer also when it throws or fails. */
  Call guard(Call call) {
    return request -> {
      CompletionStage<CallAnswer> stage;
      try {
        stage = call.answer(request);
      } catch (RuntimeException e) {
        return CompletableFuture.completedFuture(answer(request, e));
      }
      return stage.exceptionally(e -> answer(request, Await.cause(e)));
    };
  }

  /** A request that no call was asked for. */
  public CallAnswer refusal(int status, String message, @Nullable String allow) {
    return new CallAnswer(
        status,
        CallAnswer.JSON,
        envelope(ResultCode.INVALID_ARGUMENT, message, null),
        ResultCode.INVALID_ARGUMENT,
        allow,
        /* stream= */ null);
  }

  /** A call that is for services of the cluster came from somebody else. */
  CallAnswer strangerRefused() {
    return answer(
        Failure.of(
            new UnauthorizedException(
                ResultCode.TOKEN_INVALID,
                "Authorization: not from this cluster (expected: the credential of a member)")),
        null);
  }

  /** There are too many requests at a time for one more. */
  CallAnswer busy() {
    return new CallAnswer(
        429,
        CallAnswer.JSON,
        envelope(
            ResultCode.REQUEST_LIMIT,
            "too many request bodies are being received; retry later",
            null),
        ResultCode.REQUEST_LIMIT);
  }

  /** Whether something that is away is the reason, also of a send that was not stored. */
  private static boolean isAway(CimException known) {
    return known instanceof UnavailableException
        || (known instanceof NotStoredException
            && known.getCause() instanceof UnavailableException);
  }

  /** Refuses a large answer, because clients leave too many of those unread. */
  CallAnswer answersWait() {
    return new CallAnswer(
        429,
        CallAnswer.JSON,
        envelope(
            ResultCode.REQUEST_LIMIT,
            "too many answers are waiting to be read; read them, or retry later",
            null),
        ResultCode.REQUEST_LIMIT);
  }

  /** What a failed call is answered; the log is told what went wrong inside. */
  public CallAnswer answer(CallRequest request, Throwable cause) {
    return answer(failure(request, cause), RememberedBody.of(request.body()).reqNo());
  }

  private Failure failure(CallRequest request, Throwable cause) {
    if (!(cause instanceof CimException known)) {
      log.error("{} failed", request.path(), cause);
      return Failure.internal();
    }
    // Whoever keeps the line to what is away says so; a line per request would drown it.
    if (known.code() == ResultCode.FAILURE && !isAway(known)) {
      log.warn("{} failed: {}", request.path(), known.getMessage());
    }
    return Failure.of(known);
  }

  private CallAnswer answer(Failure failure, @Nullable String reqNo) {
    return new CallAnswer(
        failure.status().value(),
        CallAnswer.JSON,
        envelope(failure.code(), failure.message(), reqNo),
        failure.code());
  }

  private byte[] envelope(ResultCode code, String message, @Nullable String reqNo) {
    return json.writeValueAsBytes(Envelope.failure(code, message, reqNo));
  }
}
