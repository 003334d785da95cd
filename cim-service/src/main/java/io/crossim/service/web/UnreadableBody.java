package io.crossim.service.web;

import io.crossim.common.result.CimException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with a body that could not be read, in terms of its fields. */
final class UnreadableBody {

  private static final String BODY = "body";

  private UnreadableBody() {}

  static CimException explain(HttpMessageNotReadableException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof InputCoercionException number) {
        return CimException.invalid(
            field(number), "a number out of range", expected(number.getTargetType()));
      }
      if (cause instanceof StreamReadException syntax) {
        return CimException.invalid(BODY, "no JSON" + at(syntax.getLocation()), "a JSON object");
      }
      if (cause instanceof InvalidFormatException format) {
        return CimException.invalid(
            field(format), format.getValue(), expected(format.getTargetType()));
      }
      if (cause instanceof MismatchedInputException mismatch) {
        return CimException.invalid(
            field(mismatch), "a value of another type", expected(mismatch.getTargetType()));
      }
    }
    boolean missing = e.getCause() == null;
    return CimException.invalid(
        BODY, missing ? "nothing" : "bytes that cannot be read", "a message of this call");
  }

  private static String field(JacksonException e) {
    StringBuilder field = new StringBuilder();
    List<JacksonException.Reference> path = e.getPath();
    for (JacksonException.Reference step : path) {
      if (step.getPropertyName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return field.isEmpty() ? BODY : field.toString();
  }

  private static String at(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? ""
        : " from line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null || type.isRecord() || Map.class.isAssignableFrom(type)) {
      return "a JSON object";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a text";
    }
    return type == Boolean.class || type == boolean.class ? "true or false" : "a whole number";
  }
}
