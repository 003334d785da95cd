package io.crossim.service.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Proves to one receiver that its maker knows a secret, without telling the secret: a nonce, and
 * the HMAC of the nonce and the receiver's address under a key that is derived from the secret.
 */
record Proof(String nonce, String mac) {

  static final String SCHEME = "CIM-PROOF ";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "cim proof between services";

  /** The longest header that is looked at; ours have less than 80 characters. */
  private static final int MOST = 128;

  /** A proof for the receiver at an address. */
  static Proof of(String secret, String nonce, String target) {
    byte[] key = hmac(secret.getBytes(UTF_8), PURPOSE);
    byte[] mac = hmac(key, nonce + "\n" + target);
    return new Proof(nonce, Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
  }

  /** The proof in a header; null if the header holds none. */
  static @Nullable Proof parse(String header) {
    int dot = header.indexOf('.');
    return dot < 0 || header.length() > MOST
        ? null
        : new Proof(header.substring(SCHEME.length(), dot), header.substring(dot + 1));
  }

  /** Whether it was made with this secret for this receiver; the time it takes tells nothing. */
  boolean holds(String secret, String target) {
    return MessageDigest.isEqual(
        mac.getBytes(ISO_8859_1), of(secret, nonce, target).mac.getBytes(ISO_8859_1));
  }

  String header() {
    return SCHEME + nonce + "." + mac;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }
}
