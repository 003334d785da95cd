package io.crossim.service.web;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A failure as its caller is told it. Codes and statuses belong together here and nowhere else. */
public record Failure(HttpStatusCode status, ResultCode code, String message) {

  /** What a failed call is answered. */
  public static Failure of(CimException e) {
    if (e instanceof NotStoredException notStored) {
      return notStored(notStored);
    }
    HttpStatus status =
        e instanceof UnavailableException
            ? HttpStatus.SERVICE_UNAVAILABLE
            : e instanceof UnauthorizedException ? HttpStatus.UNAUTHORIZED : status(e.code());
    return new Failure(status, e.code(), String.valueOf(e.getMessage()));
  }

  static Failure invalid(HttpStatusCode status, String message) {
    return new Failure(status, ResultCode.INVALID_ARGUMENT, message);
  }

  /** What went wrong inside. */
  public static Failure internal() {
    return internal(HttpStatus.INTERNAL_SERVER_ERROR);
  }

  static Failure internal(HttpStatusCode status) {
    return new Failure(status, ResultCode.FAILURE, "an error in the service; its log says why");
  }

  /** A failure outside every controller, of which only the status is known. */
  static Failure outside(@Nullable HttpStatus status) {
    if (status != null && isTheCallers(status)) {
      return invalid(
          status, "request: " + status.getReasonPhrase() + " (expected: a call of this service)");
    }
    return internal(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
  }

  /** Whether what was sent is the reason, and not what happened here. */
  private static boolean isTheCallers(HttpStatus status) {
    return status.is4xxClientError()
        || status == HttpStatus.NOT_IMPLEMENTED
        || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED;
  }

  /**
   * A send that was not stored must never look like a success: clients in the field take any 200
   * for sent.
   */
  private static Failure notStored(NotStoredException e) {
    HttpStatus status =
        switch (e.code()) {
          case INVALID_ARGUMENT, ACCOUNT_MISMATCH -> HttpStatus.BAD_REQUEST;
          case PASSWORD_WRONG, TOKEN_EXPIRED, TOKEN_INVALID -> HttpStatus.UNAUTHORIZED;
          case REQUEST_LIMIT, INBOX_FULL, GROUP_FULL -> HttpStatus.TOO_MANY_REQUESTS;
          case BLOCKED, NOT_A_MEMBER, NOT_ALLOWED -> HttpStatus.FORBIDDEN;
          case GROUP_UNKNOWN -> HttpStatus.NOT_FOUND;
          default -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    return new Failure(status, e.code(), String.valueOf(e.getMessage()));
  }

  /** An answer is a 200 with its code; what is wrong with a request or a service is none. */
  private static HttpStatus status(ResultCode code) {
    return switch (code) {
      case SUCCESS, REPEAT_LOGIN, ACCOUNT_MISMATCH, PASSWORD_WRONG, NO_SERVER, RECEIVER_OFFLINE ->
          HttpStatus.OK;
      case TOKEN_EXPIRED, TOKEN_INVALID -> HttpStatus.UNAUTHORIZED;
      case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
      case REQUEST_LIMIT, INBOX_FULL, GROUP_FULL -> HttpStatus.TOO_MANY_REQUESTS;
      case BLOCKED, NOT_A_MEMBER, NOT_ALLOWED -> HttpStatus.FORBIDDEN;
      case GROUP_UNKNOWN -> HttpStatus.NOT_FOUND;
      case VERSION_CONFLICT -> HttpStatus.CONFLICT;
      case FAILURE, RECONNECT_FAILED, SAVE_FAILED, FETCH_FAILED, CONTINUITY_BROKEN ->
          HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  /** The content type is given, so that no Accept header can turn the answer into a 406. */
  ResponseEntity<Envelope<Void>> answer(HttpHeaders headers, @Nullable String reqNo) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Envelope.failure(code, message, reqNo));
  }
}
