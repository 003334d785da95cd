package io.crossim.service.call;

import io.crossim.common.result.CimException;
import io.crossim.common.result.Envelope;
import io.crossim.common.result.ResultCode;
import io.crossim.service.web.UnreadableBody;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Makes calls of handlers that take records and answer envelopes. */
@Accessors(fluent = true)
@RequiredArgsConstructor
public final class JsonCalls {

  private final JsonMapper json;
  @Getter private final Failures failures;

  <T> Call call(@Nullable Class<T> body, CallTable.JsonHandler<T> handler) {
    ObjectWriter writer = json.writerFor(Envelope.class);
    if (body == null) {
      return failures.guard(
          request -> handler.handle(null, request).thenApply(got -> success(writer, got)));
    }
    ObjectReader reader = json.readerFor(body);
    return failures.guard(
        request ->
            handler.handle(read(reader, request), request).thenApply(got -> success(writer, got)));
  }

  private static <T> T read(ObjectReader reader, CallRequest request) {
    byte[] body = request.body();
    T value;
    try {
      value = body.length == 0 ? null : reader.readValue(body);
    } catch (JacksonException e) {
      throw UnreadableBody.explain(e, body);
    }
    if (value == null) {
      throw CimException.invalid("body", "nothing", "a JSON object");
    }
    return value;
  }

  private static CallAnswer success(ObjectWriter writer, Envelope<?> envelope) {
    return new CallAnswer(
        200, CallAnswer.JSON, writer.writeValueAsBytes(envelope), ResultCode.of(envelope.code()));
  }
}
