package io.crossim.service.operation;

import io.crossim.common.result.ResultCode;
import io.crossim.service.call.CallAnswer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** Makes answers that are no envelopes. */
final class Plain {

  private Plain() {}

  static CallAnswer json(JsonMapper json, int status, Object body) {
    return new CallAnswer(
        status, CallAnswer.JSON, json.writeValueAsBytes(body), ResultCode.SUCCESS);
  }

  static CallAnswer text(String contentType, String text) {
    return new CallAnswer(
        200, contentType, text.getBytes(StandardCharsets.UTF_8), ResultCode.SUCCESS);
  }

  static CallAnswer done() {
    return new CallAnswer(204, CallAnswer.JSON, new byte[0], ResultCode.SUCCESS);
  }
}
