package io.crossim.common.result;

import org.jspecify.annotations.Nullable;

/**
 * The answer to every JSON call. It has these four fields and no others, because clients in the
 * field fail on one that they do not know.
 *
 * @param reqNo echoes the request's, null where it had none
 * @param dataBody null where the call has nothing to tell
 */
public record Envelope<T>(
    String code, String message, @Nullable String reqNo, @Nullable T dataBody) {

  public static <T> Envelope<T> success(@Nullable String reqNo, @Nullable T dataBody) {
    return new Envelope<>(ResultCode.SUCCESS.code(), ResultCode.SUCCESS.text(), reqNo, dataBody);
  }

  public static Envelope<Void> failure(ResultCode code, String message, @Nullable String reqNo) {
    return new Envelope<>(code.code(), message, reqNo, null);
  }
}
