package io.crossim.service.credential;

import io.crossim.common.result.UnavailableException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the header {@code Authorization} between services of the cluster. Services prove
 * that they know the secret; operators and scripts may send the secret itself. Any thread.
 */
public final class ClusterCredential {

  private static final String SECRET_SCHEME = "CIM ";

  /** For a service that is known by a URL, which may lead to any of several. */
  private static final String ANY = "";

  private static final int NONCE_BYTES = 16;

  private final ClusterSecret secret;
  private final boolean sendsSecret;
  private final ProofCheck proofs = new ProofCheck();
  private final SecureRandom random = new SecureRandom();

  public ClusterCredential(ClusterSecret secret) {
    this(secret, /* sendsSecret= */ false);
  }

  /**
   * @param sendsSecret whether calls carry the secret itself, which is all that older versions take
   */
  ClusterCredential(ClusterSecret secret, boolean sendsSecret) {
    this.secret = secret;
    this.sendsSecret = sendsSecret;
  }

  /**
   * The secret from which proofs are made; must not be sent anywhere.
   *
   * @throws UnavailableException while none is known yet
   */
  public String used() {
    return secret.used();
  }

  /** A proof for one connection to a service that registered this host and port. */
  public ConnectionProof proofFor(String host, int port) {
    return proof(address(host, port));
  }

  /**
   * A proof for one connection to a URL that an operator has set. Every service that called {@link
   * #answersToUrls} takes it, so it must never be shown to an address from discovery.
   */
  public ConnectionProof proofForUrl() {
    return proof(ANY);
  }

  private ConnectionProof proof(String target) {
    return new ConnectionProof(
        sendsSecret
            ? used -> SECRET_SCHEME + used
            : used -> Proof.of(used, nonce(), target).header());
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** From now on proofs are taken that were made for this host and port. */
  public void answersTo(String host, int port) {
    proofs.answersTo(address(host, port));
  }

  /** Has proofs be taken that were made for a URL. */
  public void answersToUrls() {
    proofs.answersTo(ANY);
  }

  /**
   * Whether a caller is a member.
   *
   * @param header null where there was none
   */
  public boolean proves(@Nullable String header) {
    if (header == null) {
      return false;
    }
    if (hasScheme(header, Proof.SCHEME)) {
      return proofs.accepts(header, secret.taken());
    }
    return hasScheme(header, SECRET_SCHEME)
        && secret.isTaken(header.substring(SECRET_SCHEME.length()).strip());
  }

  private static boolean hasScheme(String header, String scheme) {
    return header.regionMatches(/* ignoreCase= */ true, 0, scheme, 0, scheme.length());
  }

  private static String address(String host, int port) {
    return host + ":" + port;
  }
}
