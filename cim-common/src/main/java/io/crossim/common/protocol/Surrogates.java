package io.crossim.common.protocol;

/** Finds halves of surrogate pairs that stand alone: characters that no text in UTF-8 can have. */
public final class Surrogates {

  private Surrogates() {}

  /** Whether one stands alone in a text. */
  public static boolean isOneUnpaired(String text) {
    int i = 0;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (Character.getType(codePoint) == Character.SURROGATE) {
        return true;
      }
      i += Character.charCount(codePoint);
    }
    return false;
  }
}
