package io.crossim.common.protocol;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import org.jspecify.annotations.Nullable;

/** What may be a user's name: 1 to 64 characters, none of them a control character. */
public final class UserNames {

  /** In characters as a reader counts them (code points). */
  public static final int MAX_LENGTH = 64;

  private UserNames() {}

  /**
   * Answers the name as given.
   *
   * @throws CimException with {@link ResultCode#INVALID_ARGUMENT} that says what was expected
   */
  public static String check(@Nullable String name) {
    if (name == null || name.isBlank()) {
      throw invalid("nothing");
    }
    int length = name.codePointCount(0, name.length());
    if (length > MAX_LENGTH) {
      throw invalid(length + " characters");
    }
    if (name.codePoints().anyMatch(UserNames::isUnprintable)) {
      throw invalid("a name with control characters");
    }
    return name;
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static CimException invalid(String found) {
    return CimException.invalid(
        "userName",
        found,
        "a name of 1 to " + MAX_LENGTH + " characters without control characters");
  }
}
