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

  private final ResultCode code;

  public CimException(ResultCode code, String message) {
    this(code, message, null);
  }

  public CimException(ResultCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * {@code found (expected: expected)}, with a code that says more than that an argument is wrong.
   */
  public static CimException refused(ResultCode code, String found, String expected) {
    return new CimException(code, found + " (expected: " + expected + ")");
  }

  /** {@code field: found (expected: expected)}; a long value is cut. */
  public static CimException invalid(String field, @Nullable Object found, String expected) {
    return new InvalidValueException(field, found, expected);
  }
}
