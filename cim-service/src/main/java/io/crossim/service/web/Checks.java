package io.crossim.service.web;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks of request fields. Each answers the value, or throws a {@link CimException} with {@link
 * ResultCode#INVALID_ARGUMENT} that names the field, what was found and what was expected.
 */
public final class Checks {

  /** The largest id: a browser reads every number up to it exactly. */
  public static final long MAX_USER_ID = (1L << 53) - 1;

  private Checks() {}

  public static long userId(String field, @Nullable Long value) {
    if (value == null || value < 1 || value > MAX_USER_ID) {
      throw CimException.invalid(
          field, value == null ? "nothing" : value, "a user id, 1 to " + MAX_USER_ID);
    }
    return value;
  }

  /** A text that is not empty and takes at most {@code maxBytes} in UTF-8. */
  public static String text(String field, @Nullable String value, int maxBytes) {
    if (value == null || value.isEmpty()) {
      throw CimException.invalid(
          field, value == null ? "nothing" : "an empty text", text(maxBytes));
    }
    // UTF-8 takes one to three bytes for each char, so most texts need not be encoded to know.
    if (value.length() > maxBytes / 3) {
      int bytes = value.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > maxBytes) {
        throw CimException.invalid(field, bytes + " bytes", text(maxBytes));
      }
    }
    return value;
  }

  /** A body must be there before its fields can be asked for. */
  public static <T> T body(@Nullable T value) {
    if (value == null) {
      throw CimException.invalid("body", "nothing", "a JSON object");
    }
    return value;
  }

  private static String text(int maxBytes) {
    return "a text of 1 to " + maxBytes + " bytes";
  }
}
