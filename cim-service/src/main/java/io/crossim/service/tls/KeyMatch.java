package io.crossim.service.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Tells whether a private key is that of a certificate. */
final class KeyMatch {

  private static final byte[] PROBE = {'c', 'i', 'm'};

  private KeyMatch() {}

  /** Signs with one and verifies with the other. */
  static boolean isOf(PrivateKey key, X509Certificate certificate) {
    try {
      Signature signature = Signature.getInstance(signature(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signature(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm; // EdDSA, Ed25519: the key's name is the signature's
    };
  }
}
