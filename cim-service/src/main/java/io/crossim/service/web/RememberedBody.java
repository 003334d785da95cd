package io.crossim.service.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of a request that failed, read once more for what its answer should say. */
public final class RememberedBody {

  private static final JsonMapper JSON = new JsonMapper();

  private final byte[] json;

  private RememberedBody(byte[] json) {
    this.json = json;
  }

  /** Of a request with this body, which may be anything. */
  public static RememberedBody of(byte[] json) {
    return new RememberedBody(json);
  }

  /** The request's number, even if what stands behind it is no JSON. */
  public @Nullable String reqNo() {
    try (JsonParser parser =
        JSON.tokenStreamFactory().createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean found = parser.currentName().equals("reqNo");
        JsonToken value = parser.nextToken();
        if (found) {
          return value.isScalarValue() && value != JsonToken.VALUE_NULL ? parser.getString() : null;
        }
        parser.skipChildren();
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** The value that a reader did not take, in words. */
  String valueAt(Iterable<JacksonException.Reference> path) {
    try {
      JsonNode node = JSON.readTree(json);
      for (JacksonException.Reference step : path) {
        node =
            step.getPropertyName() == null
                ? node.path(step.getIndex())
                : node.path(step.getPropertyName());
      }
      return words(node);
    } catch (JacksonException e) {
      return "a value of another type";
    }
  }

  private static String words(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case NULL, MISSING -> "nothing";
      default -> node.asString();
    };
  }
}
