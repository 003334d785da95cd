package io.crossim.client.screen;

import java.util.regex.Pattern;

/**
 * Makes text from elsewhere safe to print on one line: a message must not move the cursor, colour
 * the screen, reverse the reading direction or look like two messages.
 */
public final class Printable {

  private static final Pattern LINE_END = Pattern.compile("\\R");
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}]");

  private Printable() {}

  public static String of(String text) {
    return UNSAFE
        .matcher(LINE_END.matcher(text.replace('\t', ' ')).replaceAll(" ⏎ "))
        .replaceAll("?");
  }
}
