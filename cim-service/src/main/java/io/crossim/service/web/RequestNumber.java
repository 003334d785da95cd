package io.crossim.service.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Finds the {@code reqNo} of a request that failed, as far as its body can be read. */
final class RequestNumber {

  private static final JsonFactory JSON = new JsonFactory();

  private RequestNumber() {}

  static @Nullable String of(WebRequest request) {
    Object body = request.getAttribute(RequestBodies.BODY, RequestAttributes.SCOPE_REQUEST);
    return body instanceof byte[] json ? in(json) : null;
  }

  private static @Nullable String in(byte[] json) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
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
}
