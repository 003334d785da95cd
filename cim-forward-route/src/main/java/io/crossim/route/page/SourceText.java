package io.crossim.route.page;

import java.util.regex.Pattern;

/** Sources as browsers get them: without what is there for people who read them. */
final class SourceText {

  /** Comments that begin a line. What stands behind code, or in a text, stays. */
  private static final Pattern COMMENT =
      Pattern.compile("(?m)^[ \\t]*(?:/\\*(?:[^*]|\\*(?!/))*+\\*/[ \\t]*$|//.*$)");

  private static final Pattern INDENT = Pattern.compile("(?m)^[ \\t]+");
  private static final Pattern EMPTY_LINES = Pattern.compile("\\n{2,}");

  private SourceText() {}

  /**
   * A script or a style sheet that means the same. Texts over several lines lose the blanks at
   * their beginnings, which templates of views do anyway.
   */
  static String slim(String source) {
    String code = COMMENT.matcher(source).replaceAll("");
    return EMPTY_LINES.matcher(INDENT.matcher(code).replaceAll("")).replaceAll("\n").strip() + "\n";
  }
}
