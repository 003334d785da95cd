package io.crossim.persistence.account.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;

/** The form of what lies under the keys of accounts. */
final class AccountFields {

  /** No password, or no version. */
  static final byte[] NONE = {};

  private AccountFields() {}

  /**
   * An account by the values of its keys.
   *
   * @param credential empty for none
   */
  static StoredAccount account(long userId, byte[] userName, byte[] credential) {
    String name = new String(userName, UTF_8);
    if (credential.length == 0) {
      return new StoredAccount(userId, name);
    }
    String text = new String(credential, UTF_8);
    int blank = text.indexOf(' ');
    return new StoredAccount(
        userId,
        name,
        new Credential(text.substring(blank + 1), Long.parseLong(text.substring(0, blank))));
  }

  static byte[] bytes(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  static long number(byte[] digits) {
    return Long.parseLong(new String(digits, UTF_8));
  }
}
