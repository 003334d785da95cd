package io.crossim.service.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
    return issue(
        new CertificateBuilder()
            .ecp256()
            .subject("CN=" + owner)
            .addSanIpAddress("127.0.0.1")
            .addExtendedKeyUsageServerAuth());
  }

  X509Bundle issue(CertificateBuilder builder) {
    try {
      X509Bundle issued = builder.buildIssuedBy(issuer);
      Files.writeString(certificate, issued.getCertificatePathPEM());
      Files.writeString(privateKey, issued.getPrivateKeyPEM());
      return issued;
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

  KeyPairFiles files() {
    return new KeyPairFiles(certificate, privateKey);
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
