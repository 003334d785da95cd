package io.crossim.client.emoji;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fellbaum.jemoji.EmojiManager;
import org.springframework.stereotype.Component;

/**
 * Knows emoji by their aliases: {@code :name:} anywhere in a text, and emoticons that begin with a
 * colon, such as {@code :)}, where they stand alone, so that {@code http://} stays what it is.
 */
@Component
public final class Emojis {

  /** Not between digits, so that a time such as 10:100:20 stays what it is. */
  private static final Pattern NAME = Pattern.compile("(?<!\\d):[^\\s:]+:(?!\\d)");

  private static final Pattern EMOTICON = Pattern.compile("(?<!\\S):\\S{1,3}(?!\\S)");

  /** The text with its aliases turned into emoji; what is no alias stays. */
  public String replace(String text) {
    // Loading the table of emoji takes a while: most texts do not need it.
    return text.indexOf(':') < 0 ? text : replace(EMOTICON, replace(NAME, text));
  }

  private static String replace(Pattern pattern, String text) {
    StringBuilder out = new StringBuilder();
    Matcher matcher = pattern.matcher(text);
    int done = 0;
    int from = 0;
    while (from <= text.length() && matcher.find(from)) {
      Optional<String> emoji = find(matcher.group());
      if (emoji.isPresent()) {
        out.append(text, done, matcher.start()).append(emoji.get());
        done = matcher.end();
        from = done;
      } else {
        // The colon at its end may begin an alias.
        from = Math.max(matcher.start() + 1, matcher.end() - 1);
      }
    }
    return out.append(text, done, text.length()).toString();
  }

  /** Whether a line that looks like a command is a text that begins with an emoji. */
  public boolean startsWithAlias(String line) {
    return startsWith(NAME, line) || startsWith(EMOTICON, line);
  }

  private static boolean startsWith(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.lookingAt() && find(matcher.group()).isPresent();
  }

  private static Optional<String> find(String alias) {
    return EmojiManager.getByAlias(alias).map(found -> found.get(0).getEmoji());
  }
}
