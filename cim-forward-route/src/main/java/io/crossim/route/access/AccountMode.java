package io.crossim.route.access;

/** Which accounts there may be, {@code cim.security.accounts}. */
public enum AccountMode {
  /** With and without a password. Who knows the id of one without a password may act as it. */
  OPEN,
  /** Only accounts with a password. */
  PASSWORD
}
