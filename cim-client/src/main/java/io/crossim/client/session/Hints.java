package io.crossim.client.session;

import java.util.Optional;

/** Says what a person may do about a reason for which the console does not get on. */
public final class Hints {

  private static final String UNREACHED = "cannot be reached (";
  private static final String UNTRUSTED = "signed by no CA that is trusted here";
  private static final String NO_PASSWORD = "password: nothing (expected: a password";

  private Hints() {}

  /**
   * The hint; empty where the reason says enough.
   *
   * @param reason in the words of the library or of the cluster
   */
  public static Optional<String> of(String reason) {
    if (reason.contains(UNTRUSTED)) {
      return Optional.of(
          "--tls trusts the CA that ./cim certs made, --cim.tls.trust=FILE trusts another");
    }
    if (reason.startsWith(NO_PASSWORD)) {
      return Optional.of("./cim chat NAME --password asks for it");
    }
    boolean isAboutTls = reason.contains("its certificate") || reason.contains("TLS");
    return reason.contains(UNREACHED) && !isAboutTls
        ? Optional.of("is CIM running? ./cim up starts one; Ctrl-C ends the console")
        : Optional.empty();
  }
}
