package io.crossim.common.protocol;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be a user's name. {@link #check} holds for every account that was ever registered. A new
 * one has to be {@link #canonical}, after PRECIS UsernameCasePreserved (RFC 8265), so that two
 * accounts do not look the same because of characters that nobody sees. Unlike there, signs, emoji
 * and single blanks inside are allowed.
 */
public final class UserNames {

  /** In characters as a reader counts them (code points). */
  public static final int MAX_LENGTH = 64;

  private static final String FIELD = "userName";

  private static final String EXPECTED =
      "a name of 1 to " + MAX_LENGTH + " characters without control characters";

  private static final String EXPECTED_NEW =
      "a name of 1 to "
          + MAX_LENGTH
          + " characters, all of them visible; single blanks may stand between them";

  /** The sender of pushes that nobody wrote, and what a console calls everybody. */
  private static final Set<String> RESERVED = Set.of(PushProperties.SYSTEM_USER_NAME, "all");

  /** What a decoder puts where it could not read a character. */
  private static final char REPLACEMENT = '\ufffd';

  private UserNames() {}

  /**
   * Answers the name as given.
   *
   * @throws CimException with {@link ResultCode#INVALID_ARGUMENT} that says what was expected
   */
  public static String check(@Nullable String name) {
    return check(FIELD, name);
  }

  private static String check(String field, @Nullable String name) {
    if (name == null || name.isBlank()) {
      throw CimException.invalid(field, "nothing", EXPECTED);
    }
    int length = name.codePointCount(0, name.length());
    if (length > MAX_LENGTH) {
      throw CimException.invalid(field, length + " characters", EXPECTED);
    }
    if (name.codePoints().anyMatch(UserNames::isUnprintable)) {
      throw CimException.invalid(field, "a name with control characters", EXPECTED);
    }
    return name;
  }

  /**
   * Answers the name as given, if it was decoded without loss. Two people whose names could not be
   * decoded would otherwise share one account.
   *
   * @throws CimException with {@link ResultCode#INVALID_ARGUMENT} that says what was expected
   */
  public static String checkDecoded(@Nullable String name) {
    return checkDecoded(FIELD, name);
  }

  private static String checkDecoded(String field, @Nullable String name) {
    String checked = check(field, name);
    if (checked.indexOf(REPLACEMENT) >= 0) {
      throw CimException.invalid(
          field,
          "a name that could not be decoded (U+FFFD)",
          "UTF-8, and a locale such as C.UTF-8");
    }
    return checked;
  }

  /**
   * Answers the one form of a name that a new account may have: full and half width are made
   * ordinary, what can be composed is composed (NFC), blanks around it are gone.
   *
   * @throws CimException with {@link ResultCode#INVALID_ARGUMENT} that says what was expected
   */
  public static String canonical(@Nullable String name) {
    String canonical = visible(FIELD, name);
    if (RESERVED.contains(canonical.toLowerCase(Locale.ROOT))) {
      throw CimException.invalid(FIELD, canonical, "a name that CIM does not use itself");
    }
    return canonical;
  }

  /**
   * Answers the canonical form of a name that is not a user's, such as a group's. Names that CIM
   * uses itself are allowed.
   *
   * @param field the caller's name for it, which the error tells
   * @throws CimException with {@link ResultCode#INVALID_ARGUMENT} that says what was expected
   */
  public static String visible(String field, @Nullable String name) {
    String canonical = fold(checkDecoded(field, name));
    NameRules.offence(canonical)
        .ifPresent(
            found -> {
              throw CimException.invalid(field, found, EXPECTED_NEW);
            });
    return check(field, canonical);
  }

  /** Whether a new account may have exactly this name. */
  public static boolean isCanonical(String name) {
    try {
      return canonical(name).equals(name);
    } catch (CimException e) {
      return false;
    }
  }

  /** Whether a typed name means an account of this name: to the letter, or in canonical form. */
  public static boolean matches(String userName, String typed) {
    return userName.equals(typed) || userName.equals(fold(typed));
  }

  private static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    name.codePoints().forEach(c -> folded.append(ordinaryWidth(c)));
    return Normalizer.normalize(folded, Normalizer.Form.NFC).strip();
  }

  private static String ordinaryWidth(int codePoint) {
    String character = Character.toString(codePoint);
    boolean isWidthVariant = codePoint == 0x3000 || (codePoint >= 0xff01 && codePoint <= 0xffee);
    return isWidthVariant ? Normalizer.normalize(character, Normalizer.Form.NFKC) : character;
  }

  private static boolean isUnprintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
