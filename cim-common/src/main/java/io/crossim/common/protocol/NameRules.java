package io.crossim.common.protocol;

import java.util.Optional;

/** Finds what may not stand in the name of a new account. */
final class NameRules {

  /** First and last of each range of characters that show nothing and are no format characters. */
  private static final int[][] INVISIBLE = {
    {0x034f, 0x034f}, // combining grapheme joiner
    {0x115f, 0x1160}, // Hangul fillers
    {0x17b4, 0x17b5}, // Khmer inherent vowels
    {0x180b, 0x180f}, // Mongolian variation selectors
    {0x2800, 0x2800}, // the Braille pattern without dots
    {0x3164, 0x3164}, // Hangul filler
    {0xfe00, 0xfe0f}, // variation selectors
    {0xffa0, 0xffa0}, // halfwidth Hangul filler
    {0xfffc, 0xfffd}, // what stands for an object, or for a character that could not be read
    {0xe0100, 0xe01ef}, // more variation selectors
  };

  private NameRules() {}

  /** Says what is wrong with a name in canonical form; empty if nothing is. */
  static Optional<String> offence(String name) {
    Optional<String> unseen =
        name.codePoints()
            .filter(NameRules::isRefused)
            .mapToObj(c -> String.format("U+%04X in it", c))
            .findFirst();
    if (unseen.isPresent()) {
      return unseen;
    }
    if (name.contains("  ")) {
      return Optional.of("two blanks in a row");
    }
    if (!name.isEmpty() && isMark(name.codePointAt(0))) {
      return Optional.of("a mark without the letter that it belongs to");
    }
    return NameDirection.isClear(name)
        ? Optional.empty()
        : Optional.of("letters of both reading directions in an order that looks like another");
  }

  private static boolean isRefused(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> codePoint != ' ';
      default -> isInvisible(codePoint);
    };
  }

  private static boolean isInvisible(int codePoint) {
    for (int[] range : INVISIBLE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
