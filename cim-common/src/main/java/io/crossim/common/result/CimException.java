package io.crossim.common.result;

import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * A call that cannot be carried out, with the code that its caller is told. The message is written
 * for that caller: what was wrong and what was expected.
 */
@Getter
@Accessors(fluent = true)
public class CimException extends RuntimeException {

  private static final int MAX_ECHO = 80;

  private final ResultCode code;

  public CimException(ResultCode code, String message) {
    this(code, message, null);
  }

  public CimException(ResultCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** {@code field: found (expected: expected)}; a long value is cut. */
  public static CimException invalid(String field, @Nullable Object found, String expected) {
    String shown = String.valueOf(found).replaceAll("\\p{Cntrl}", "?");
    if (shown.length() > MAX_ECHO) {
      shown = shown.substring(0, MAX_ECHO) + "…";
    }
    return new CimException(
        ResultCode.INVALID_ARGUMENT, field + ": " + shown + " (expected: " + expected + ")");
  }
}
