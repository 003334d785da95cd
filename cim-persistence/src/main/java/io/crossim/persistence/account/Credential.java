package io.crossim.persistence.account;

/**
 * What the password of an account is checked against.
 *
 * @param passwordHash with its salt and its parameters, as its maker writes them
 * @param version above 0; rises whenever what was proved by the password before is void
 */
public record Credential(String passwordHash, long version) {

  /** Without the hash, which belongs into no log. */
  @Override
  public String toString() {
    return "Credential[passwordHash=[REDACTED], version=" + version + "]";
  }
}
