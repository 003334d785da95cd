package io.crossim.common.protocol;

/** Finds halves of surrogate pairs that stand alone: characters that no text in UTF-8 can have. */
public final class Surrogates {

  private Surrogates() {}

  /** Whether one stands alone in a text. */
  public static boolean isOneUnpaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean isPair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!isPair) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
