package io.crossim.service.credential;

import org.jspecify.annotations.Nullable;

/**
 * Whether scripts on this machine need no credential for {@code /sendMsg}. A proxy on this machine
 * that says nothing of whom it forwards looks like such a script.
 */
public record LocalScripts(boolean admitted) {

  /**
   * What was set, else what goes with the accounts: where these need passwords, scripts do too.
   *
   * @param accounts the value of {@code cim.security.accounts}
   */
  static LocalScripts of(@Nullable Boolean set, @Nullable String accounts) {
    return new LocalScripts(set == null ? !isPassword(accounts) : set);
  }

  /** As Spring reads a word of an enumeration: letters and digits count, whatever their case. */
  private static boolean isPassword(@Nullable String accounts) {
    return accounts != null
        && accounts.replaceAll("[^\\p{Alnum}]", "").equalsIgnoreCase("password");
  }
}
