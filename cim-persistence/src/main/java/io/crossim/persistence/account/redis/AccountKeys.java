package io.crossim.persistence.account.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.account.NameDigest;

/** The keys of accounts. No name is ever part of one. */
final class AccountKeys {

  /** What all keys of ours begin with. */
  static final String PREFIX = "cim3:";

  /** The last id given. */
  static final byte[] LAST_ID = (PREFIX + "account:last-id").getBytes(UTF_8);

  private AccountKeys() {}

  /** Holds the name of an id, in the slot of everything else of that user. */
  static byte[] nameOf(long userId) {
    return (PREFIX + "{u" + userId + "}:account").getBytes(UTF_8);
  }

  /** Holds the version of a credential, a blank and its hash, in the same slot. */
  static byte[] credentialOf(long userId) {
    return (PREFIX + "{u" + userId + "}:credential").getBytes(UTF_8);
  }

  /** Holds the id of a name. */
  static byte[] idOf(String userName) {
    return (PREFIX + "account:name:" + NameDigest.of(userName)).getBytes(UTF_8);
  }
}
