package io.crossim.service.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;

/** Tells whether a private key is that of a certificate. */
final class KeyMatch {

  private static final byte[] PROBE = {'c', 'i', 'm'};

  private KeyMatch() {}

  /** Compares the moduli of RSA keys, which may sign in several ways; others sign and verify. */
  static boolean isOf(PrivateKey key, X509Certificate certificate) {
    if (key instanceof RSAKey own && certificate.getPublicKey() instanceof RSAKey shown) {
      return own.getModulus().equals(shown.getModulus());
    }
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
    // Of EdDSA and Ed25519 the key's name is the signature's.
    return algorithm.equals("EC") ? "SHA256withECDSA" : algorithm;
  }
}
