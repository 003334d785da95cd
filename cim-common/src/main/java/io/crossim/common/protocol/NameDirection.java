package io.crossim.common.protocol;

import java.util.Set;

/**
 * Whether a name reads the same however it is laid out: the Bidi Rule of RFC 5893, which PRECIS
 * asks for, with blanks allowed. Names with left-to-right letters only always do.
 */
final class NameDirection {

  private static final Set<Byte> RIGHT_TO_LEFT =
      Set.of(Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);

  private static final byte ARABIC_NUMBER = Character.DIRECTIONALITY_ARABIC_NUMBER;
  private static final byte EUROPEAN_NUMBER = Character.DIRECTIONALITY_EUROPEAN_NUMBER;

  private NameDirection() {}

  static boolean isClear(String name) {
    byte[] directions = directions(name);
    boolean rightToLeft = false;
    boolean leftToRight = false;
    boolean arabicNumber = false;
    boolean europeanNumber = false;
    for (byte direction : directions) {
      rightToLeft |= RIGHT_TO_LEFT.contains(direction) || direction == ARABIC_NUMBER;
      leftToRight |= direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
      arabicNumber |= direction == ARABIC_NUMBER;
      europeanNumber |= direction == EUROPEAN_NUMBER;
    }
    if (!rightToLeft) {
      return true;
    }
    return !leftToRight
        && !(arabicNumber && europeanNumber)
        && RIGHT_TO_LEFT.contains(directions[0])
        && endsWell(directions);
  }

  private static byte[] directions(String name) {
    int[] codePoints = name.codePoints().toArray();
    byte[] directions = new byte[codePoints.length];
    for (int i = 0; i < codePoints.length; i++) {
      directions[i] = Character.getDirectionality(codePoints[i]);
    }
    return directions;
  }

  /** Its last character, marks apart, is a letter from right to left, or a digit. */
  private static boolean endsWell(byte[] directions) {
    int last = directions.length - 1;
    while (directions[last] == Character.DIRECTIONALITY_NONSPACING_MARK) {
      last--;
    }
    return RIGHT_TO_LEFT.contains(directions[last])
        || directions[last] == ARABIC_NUMBER
        || directions[last] == EUROPEAN_NUMBER;
  }
}
