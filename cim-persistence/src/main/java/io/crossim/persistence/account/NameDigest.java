package io.crossim.persistence.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands for a name where stores look names up. It has one form whatever the name, so that no
 * name can pose as a key of the store, and it differs wherever two names differ by a letter, their
 * case or a trailing space, whatever a database's collation thinks of them.
 */
public final class NameDigest {

  private NameDigest() {}

  /** 64 hexadecimal digits. */
  public static String of(String userName) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(userName.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
