package io.crossim.service.web;

import io.crossim.common.result.CimException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with a body that could not be read, in terms of its fields. */
public final class UnreadableBody {

  private static final String BODY = "body";

  private UnreadableBody() {}

  /** The failure of reading a body as JSON, for the one who sent it. */
  public static CimException explain(JacksonException failure, byte[] json) {
    RememberedBody body = RememberedBody.of(json);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputCoercionException number) {
        return mismatch(number, number.getTargetType(), body);
      }
      if (cause instanceof MismatchedInputException mismatch) {
        return mismatch(mismatch, mismatch.getTargetType(), body);
      }
      if (cause instanceof StreamReadException syntax) {
        return CimException.invalid(BODY, "no JSON" + at(syntax.getLocation()), "a JSON object");
      }
    }
    return CimException.invalid(BODY, "bytes that cannot be read", "a message of this call");
  }

  private static CimException mismatch(
      JacksonException e, @Nullable Class<?> type, RememberedBody body) {
    StringBuilder field = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        field.append('[').append(step.getIndex()).append(']');
      } else {
        field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return CimException.invalid(
        field.isEmpty() ? BODY : field.toString(), body.valueAt(e.getPath()), expected(type));
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
    return Collection.class.isAssignableFrom(type) ? "a list" : Expected.of(type);
  }
}
