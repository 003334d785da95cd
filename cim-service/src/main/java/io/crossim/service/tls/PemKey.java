package io.crossim.service.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key as it stands in a PEM file. */
final class PemKey {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final byte[] PROBE = {'c', 'i', 'm'};

  private PemKey() {}

  /**
   * The key of a text.
   *
   * @param algorithm of the public key that it shall belong to
   * @throws InvalidKeySpecException when there is no such key in it
   */
  static PrivateKey parse(String pem, String algorithm) throws GeneralSecurityException {
    Matcher found = PKCS8.matcher(pem);
    if (!found.find()) {
      throw new InvalidKeySpecException("no key");
    }
    try {
      byte[] key = Base64.getMimeDecoder().decode(found.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("no base64", e);
    }
  }

  /** Whether what one signs the other one takes for signed. */
  static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(signature(key.getAlgorithm()));
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static String signature(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm; // EdDSA, Ed25519: the key's name is the signature's
    };
  }
}
