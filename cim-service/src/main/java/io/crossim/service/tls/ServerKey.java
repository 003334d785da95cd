package io.crossim.service.tls;

import io.crossim.common.result.CimException;
import io.crossim.common.tls.PemCertificates;
import io.crossim.common.tls.TlsVersions;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * A certificate with its private key, ready for use.
 *
 * @param owner as the certificate names it
 * @param until when it is valid no more
 */
record ServerKey(SslContext context, String owner, Instant until) {

  /** Forward secrecy and authenticated encryption, which every TLS stack since 2014 has. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  /**
   * Reads a pair.
   *
   * @param files where it stands, for the error
   * @throws CimException that names the file which is missing, cannot be read or does not fit
   */
  static ServerKey of(KeyPairFiles files, KeyPairFiles.Content content) {
    List<X509Certificate> chain = chain(files, content);
    X509Certificate own = chain.get(0);
    PrivateKey key = key(files, content, own);
    try {
      SslContext context =
          SslContextBuilder.forServer(key, chain)
              .sslProvider(SslProvider.JDK)
              .protocols(TlsVersions.ALLOWED)
              .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .build();
      return new ServerKey(
          context, own.getSubjectX500Principal().getName(), own.getNotAfter().toInstant());
    } catch (SSLException e) {
      throw noCertificate(files);
    }
  }

  private static List<X509Certificate> chain(KeyPairFiles files, KeyPairFiles.Content content) {
    try {
      return PemCertificates.parse(content.certificate());
    } catch (CertificateException e) {
      throw noCertificate(files);
    }
  }

  private static PrivateKey key(
      KeyPairFiles files, KeyPairFiles.Content content, X509Certificate own) {
    PrivateKey key;
    try {
      key = PemKey.parse(content.privateKey(), own.getPublicKey().getAlgorithm());
    } catch (GeneralSecurityException e) {
      throw CimException.invalid(
          TlsProperties.PRIVATE_KEY,
          files.privateKey(),
          "a PEM file that can be read, with a "
              + own.getPublicKey().getAlgorithm()
              + " key after -----BEGIN PRIVATE KEY-----; openssl pkcs8 -topk8 -nocrypt writes one");
    }
    try {
      if (PemKey.fits(key, own.getPublicKey())) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      // Then it does not.
    }
    throw CimException.invalid(
        TlsProperties.PRIVATE_KEY,
        files.privateKey(),
        "the key of the certificate in " + files.certificate());
  }

  private static CimException noCertificate(KeyPairFiles files) {
    return CimException.invalid(
        TlsProperties.CERTIFICATE,
        files.certificate(),
        "a PEM file with certificates that can be read");
  }
}
