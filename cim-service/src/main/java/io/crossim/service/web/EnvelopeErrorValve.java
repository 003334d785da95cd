package io.crossim.service.web;

import io.crossim.common.result.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Answers what never reaches Spring, such as a request line that is none. */
final class EnvelopeErrorValve extends ErrorReportValve {

  private final JsonMapper json;

  EnvelopeErrorValve(JsonMapper json) {
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    Failure answer = Failure.outside(HttpStatus.resolve(response.getStatus()));
    Envelope<Void> envelope = Envelope.failure(answer.code(), answer.message(), null);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    try {
      response
          .getOutputStream()
          .write(json.writeValueAsString(envelope).getBytes(StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException e) {
      container.getLogger().debug("a caller left before its answer", e);
    }
  }
}
