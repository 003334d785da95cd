package io.crossim.common.result;

import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/** A field with a value that it may not have: {@code field: found (expected: expected)}. */
@Getter
@Accessors(fluent = true)
public final class InvalidValueException extends CimException {

  private static final int MAX_ECHO = 80;

  private final String field;

  /** The value itself; the message shows it without control characters, and cut if it is long. */
  private final @Nullable Object found;

  private final String expected;

  InvalidValueException(String field, @Nullable Object found, String expected) {
    super(
        ResultCode.INVALID_ARGUMENT, field + ": " + shown(found) + " (expected: " + expected + ")");
    this.field = field;
    this.found = found;
    this.expected = expected;
  }

  private static String shown(@Nullable Object found) {
    String shown = String.valueOf(found).replaceAll("\\p{Cntrl}", "?");
    return shown.length() > MAX_ECHO ? shown.substring(0, MAX_ECHO) + "…" : shown;
  }
}
