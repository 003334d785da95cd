package io.crossim.it.client;

import java.util.Collection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer with CIM's envelope. */
public record Answer(int status, JsonNode body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Answer of(int status, String body) {
    return new Answer(status, JSON.readTree(body));
  }

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  public String code() {
    return body.path("code").asString("");
  }

  public String message() {
    return body.path("message").asString("");
  }

  public JsonNode data() {
    return body.path("dataBody");
  }

  public Collection<String> fields() {
    return body.propertyNames();
  }

  /** The data, or a failure with the whole answer. */
  public JsonNode orFail() {
    if (status != 200 || !code().equals("9000")) {
      throw new AssertionError("refused: " + this);
    }
    return data();
  }
}
