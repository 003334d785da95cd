package io.crossim.service.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** A CA, and the files of one server that it has signed. */
final class TestCerts {

  final Path authority;
  final Path certificate;
  final Path privateKey;

  private final X509Bundle issuer;

  TestCerts(Path directory) {
    authority = directory.resolve("ca.pem");
    certificate = directory.resolve("server.pem");
    privateKey = directory.resolve("server-key.pem");
    try {
      issuer =
          new CertificateBuilder()
              .ecp256()
              .subject("CN=test CA")
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      Files.writeString(authority, issuer.getCertificatePEM());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a certificate for 127.0.0.1, whose owner is called like this. */
  X509Bundle issue(String owner) {
    return issue(builder(owner));
  }

  /** Begins a certificate for 127.0.0.1. */
  static CertificateBuilder builder(String owner) {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + owner)
        .addSanIpAddress("127.0.0.1")
        .addExtendedKeyUsageServerAuth();
  }

  X509Bundle issue(CertificateBuilder builder) {
    X509Bundle issued = sign(builder);
    write(certificate, issued.getCertificatePathPEM());
    write(privateKey, issued.getPrivateKeyPEM());
    return issued;
  }

  /** Signs a certificate and writes no file. */
  X509Bundle sign(CertificateBuilder builder) {
    try {
      return builder.buildIssuedBy(issuer);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The private key in the form of OpenSSL's older commands, BEGIN RSA (or EC) PRIVATE KEY. */
  static String pkcs1(X509Bundle issued) throws IOException {
    PrivateKeyInfo key = PrivateKeyInfo.getInstance(issued.getKeyPair().getPrivate().getEncoded());
    if (issued.getKeyPair().getPrivate().getAlgorithm().equals("RSA")) {
      return pem(
          new PemObject("RSA PRIVATE KEY", key.parsePrivateKey().toASN1Primitive().getEncoded()));
    }
    ECPrivateKey inner = ECPrivateKey.getInstance(key.parsePrivateKey());
    return pem(
        new PemObject(
            "EC PRIVATE KEY",
            new ECPrivateKey(256, inner.getKey(), key.getPrivateKeyAlgorithm().getParameters())
                .getEncoded()));
  }

  /** The private key as BEGIN ENCRYPTED PRIVATE KEY. */
  static String encrypted(X509Bundle issued, String password) throws Exception {
    return pem(
        new JcaPKCS8Generator(
            issued.getKeyPair().getPrivate(),
            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setPassword(password.toCharArray())
                .build()));
  }

  private static String pem(Object content) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(content);
    }
    return text.toString();
  }

  /**
   * Writes a key store with the private key.
   *
   * @param type PKCS12 or JKS
   */
  static void writeStore(Path file, String type, X509Bundle issued, String password)
      throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setKeyEntry(
        "server",
        issued.getKeyPair().getPrivate(),
        password.toCharArray(),
        issued.getCertificatePath());
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
  }

  /** Writes a trust store with the CA. */
  void writeTrust(Path file, String type, String password) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    store.setCertificateEntry("ca", issuer.getCertificate());
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
  }

  /** The files as a bundle, as Spring Boot reads them now. */
  SslBundle bundle() {
    return SslBundle.of(
        new PemSslStoreBundle(
            PemSslStoreDetails.forCertificate(certificate.toUri().toString())
                .withPrivateKey(privateKey.toUri().toString()),
            PemSslStoreDetails.forCertificate(authority.toUri().toString())));
  }

  PemFiles files() {
    return new PemFiles(certificate, privateKey, authority);
  }

  List<String> arguments(String... more) {
    return Stream.concat(
            Stream.of(
                "--cim.tls.certificate=" + certificate,
                "--cim.tls.private-key=" + privateKey,
                "--cim.tls.trust=" + authority),
            Stream.of(more))
        .toList();
  }
}
