package io.crossim.common.http;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.result.UnknownCallException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** What an answer that is no HTTP 200 says of the call. */
public final class FailedAnswer {

  private static final JsonMapper JSON = JsonMapper.shared();

  private FailedAnswer() {}

  /**
   * The failure in the service's own words, where it answered with an envelope: an {@link
   * UnknownCallException} where it does not know the call.
   *
   * @param url for the message, where it did not
   */
  public static CimException of(String url, int status, byte[] body) {
    Envelope<Object> envelope = envelope(body);
    if (envelope == null || envelope.code() == null) {
      String answered = url + " answered HTTP " + status;
      return status == 404
          ? new UnknownCallException(ResultCode.FAILURE, answered)
          : new CimException(ResultCode.FAILURE, answered);
    }
    ResultCode code = ResultCode.of(envelope.code());
    String message = String.valueOf(envelope.message());
    if (status == 404 && code == ResultCode.INVALID_ARGUMENT) {
      return new UnknownCallException(code, message);
    }
    // A service that is up but lacks its store, or its servers, cannot tell what became of the
    // call.
    return status == 503 && code == ResultCode.FAILURE
        ? new UnavailableException(message, null)
        : new CimException(code, message);
  }

  private static @Nullable Envelope<Object> envelope(byte[] body) {
    JavaType type = JSON.getTypeFactory().constructParametricType(Envelope.class, Object.class);
    try {
      return JSON.readValue(body, type);
    } catch (JacksonException e) {
      return null;
    }
  }
}
