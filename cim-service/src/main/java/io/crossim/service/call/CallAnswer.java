package io.crossim.service.call;

import io.crossim.common.result.ResultCode;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it goes out.
 *
 * @param code as which it is counted
 * @param allow the methods that the path takes, where that was what was wrong
 * @param stream the body, where it is too large to be held; null for most
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CallAnswer(
    int status,
    String contentType,
    byte[] body,
    ResultCode code,
    @Nullable String allow,
    @Nullable StreamedBody stream) {

  public static final String JSON = "application/json";
  static final String PROTOBUF = "application/x-protobuf";

  public CallAnswer(int status, String contentType, byte[] body, ResultCode code) {
    this(status, contentType, body, code, null, null);
  }

  /** An answer whose body is read while it is written. */
  public static CallAnswer streamed(int status, String contentType, StreamedBody body) {
    return new CallAnswer(status, contentType, new byte[0], ResultCode.SUCCESS, null, body);
  }
}
