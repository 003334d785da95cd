package io.crossim.client.talk;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.User;
import io.crossim.common.result.CimException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/**
 * Finds out whom a line is for. A line that looks private and names nobody is refused, so that
 * nothing private goes to everyone by a slip.
 */
@Component
@RequiredArgsConstructor
final class Addressing {

  /** Split at the first {@code ;;}, and only if a number stands before it. */
  private static final Pattern PRIVATE = Pattern.compile("(-?\\d+)\\s*;;(.*)", Pattern.DOTALL);

  /** A group is a number with a g before it. */
  private static final Pattern IN_GROUP = Pattern.compile("g(-?\\d+)\\s*;;(.*)", Pattern.DOTALL);

  /** Two semicolons anywhere, or one behind a number; of ordinary or full width. */
  private static final Pattern LOOKS_PRIVATE =
      Pattern.compile("[;；]\\s*[;；]|^[-\\d\\s]*\\d\\s*[;；]");

  private static final Pattern TO_ALL = Pattern.compile("@all\\s+(.*)", Pattern.DOTALL);

  private static final String HOW =
      "userId;;text, gID;;text for a group, or @name text; @all text sends any text to everyone";

  private static final int SHOWN = 30;

  private final Chat chat;
  private final CurrentGroup currentGroup;

  /**
   * Reads a line as typed. It asks the cluster where a name has to be found.
   *
   * @throws CimException if it is for one user but for none that can be, or says nothing
   */
  Addressed of(String line) {
    String stripped = line.strip();
    Matcher all = TO_ALL.matcher(stripped);
    if (all.matches()) {
      return Addressed.toAll(all.group(1));
    }
    if (stripped.startsWith("@") && stripped.length() > 1 && !isBlank(stripped.charAt(1))) {
      return named(stripped.substring(1));
    }
    Matcher numbered = PRIVATE.matcher(stripped);
    if (numbered.matches()) {
      return Addressed.toOne(
          id("userId", numbered.group(1), "the id of a user; :olu lists them"),
          text(numbered.group(2)));
    }
    Matcher group = IN_GROUP.matcher(stripped);
    if (group.matches()) {
      return Addressed.toGroup(
          id("groupId", group.group(1), "the id of a group; :gl lists yours"),
          text(group.group(2)));
    }
    if (LOOKS_PRIVATE.matcher(stripped).find()) {
      throw CimException.invalid("receiver", shortened(stripped), HOW);
    }
    OptionalLong current = currentGroup.id();
    return current.isPresent()
        ? Addressed.toGroup(current.getAsLong(), text(line))
        : Addressed.toAll(line);
  }

  /** The text of a line without its receiver. */
  static String textOf(String line) {
    for (Pattern addressed : List.of(PRIVATE, IN_GROUP)) {
      Matcher numbered = addressed.matcher(line.strip());
      if (numbered.matches()) {
        return text(numbered.group(2));
      }
    }
    return line;
  }

  /** The name of a user who is online, a blank, and the text. Names may have blanks themselves. */
  private Addressed named(String line) {
    List<User> meant =
        chat.onlineUsers().stream().filter(user -> begins(line, user.name())).distinct().toList();
    if (meant.isEmpty()) {
      throw CimException.invalid(
          "receiver", "@" + shortened(line), "the name of a user who is online; or " + HOW);
    }
    if (meant.size() > 1) {
      String all =
          meant.stream()
              .map(user -> user.name() + "(" + user.id() + ")")
              .collect(Collectors.joining(", "));
      throw CimException.invalid("receiver", all, "one of them: userId;;text");
    }
    User receiver = meant.get(0);
    return Addressed.toOne(receiver.id(), text(line.substring(receiver.name().length())));
  }

  private static boolean begins(String line, String name) {
    return !name.isEmpty()
        && line.startsWith(name)
        && (line.length() == name.length() || isBlank(line.charAt(name.length())));
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c);
  }

  private static String text(String typed) {
    String text = typed.strip();
    if (text.isEmpty()) {
      throw CimException.invalid("text", "nothing", HOW);
    }
    return text;
  }

  private static long id(String field, String digits, String expected) {
    try {
      long id = Long.parseLong(digits);
      if (id > 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      // more digits than an id can have: said below
    }
    throw CimException.invalid(field, digits, expected);
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
