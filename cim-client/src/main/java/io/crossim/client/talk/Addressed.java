package io.crossim.client.talk;

import io.crossim.common.result.CimException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text and whom it is for.
 *
 * @param receiver empty for everyone online
 */
record Addressed(OptionalLong receiver, String text) {

  /** Split at the first {@code ;;}, and only if a number stands before it. */
  private static final Pattern PRIVATE = Pattern.compile("(-?\\d+)\\s*;;(.*)", Pattern.DOTALL);

  /**
   * Reads a line as typed.
   *
   * @throws CimException if it is for one user but for none that can be, or says nothing
   */
  static Addressed of(String line) {
    Matcher matcher = PRIVATE.matcher(line.strip());
    if (!matcher.matches()) {
      return new Addressed(OptionalLong.empty(), line);
    }
    String text = matcher.group(2).strip();
    if (text.isEmpty()) {
      throw CimException.invalid("text", "nothing", "userId;;text");
    }
    return new Addressed(OptionalLong.of(userId(matcher.group(1))), text);
  }

  private static long userId(String digits) {
    try {
      long id = Long.parseLong(digits);
      if (id > 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // more digits than an id can have: said below
    }
    throw CimException.invalid("userId", digits, "the id of a user; :olu lists them");
  }
}
