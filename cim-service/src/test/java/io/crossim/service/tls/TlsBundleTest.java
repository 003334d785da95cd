package io.crossim.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.netty.handler.ssl.SslContext;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A bundle that changes while it is in use, and one that is about to expire. */
@ExtendWith(OutputCaptureExtension.class)
class TlsBundleTest {

  @TempDir private Path directory;

  private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();
  private TestCerts certs;
  private Instant now = Instant.now();

  @BeforeEach
  void create() {
    certs = new TestCerts(directory);
  }

  @Test
  void newConnectionsGetAChangedCertificate(CapturedOutput output) {
    certs.issue("first");
    try (TlsBundle bundle = register()) {
      SslContext server = bundle.server();
      SslContext client = bundle.client();

      certs.issue("second");
      assertThat(bundle.server()).isSameAs(server);
      change();
      assertThat(bundle.server()).isNotNull().isNotSameAs(server);
      assertThat(bundle.client()).isNotSameAs(client);
    }
    assertThat(output).contains("the ports show the certificate of CN=first, valid until ");
    assertThat(output).contains("new connections get the certificate of CN=second");
  }

  @Test
  void aBrokenBundleKeepsTheOneBefore(CapturedOutput output) throws Exception {
    X509Bundle first = certs.issue("first");
    try (TlsBundle bundle = register()) {
      SslContext used = bundle.server();

      certs.issue("second");
      certs.write(certs.privateKey, first.getPrivateKeyPEM());
      change();
      assertThat(bundle.server()).isSameAs(used);
      assertThat(output)
          .containsOnlyOnce("the new certificate cannot be used, the old one stays: ")
          .contains("(expected: a bundle whose private key is the key of its certificate)");

      String whole = Files.readString(certs.certificate);
      certs.write(certs.certificate, whole.substring(0, whole.length() / 3));
      change();
      Files.delete(certs.certificate);
      change();
      certs.write(certs.certificate, whole);
      certs.write(certs.privateKey, "");
      change();
      certs.write(certs.authority, "none");
      change();
      assertThat(bundle.server()).isSameAs(used);
      assertThat(output.toString().split("the old one stays", -1)).hasSize(6);
      assertThat(output).doesNotContain("\tat ").doesNotContain("new connections get");
    }
  }

  @Test
  void keysOfEveryUsualAlgorithmAreTaken() {
    for (CertificateBuilder.Algorithm algorithm :
        new CertificateBuilder.Algorithm[] {
          CertificateBuilder.Algorithm.ecp256,
          CertificateBuilder.Algorithm.ecp384,
          CertificateBuilder.Algorithm.rsa2048,
          CertificateBuilder.Algorithm.ed25519
        }) {
      certs.issue(new CertificateBuilder().algorithm(algorithm).subject("CN=" + algorithm));
      certs.files().check();
      assertThat(TlsBundle.of(certs.bundle()).server()).isNotNull();
    }
  }

  @Test
  void whatIsWrongWithTheFilesIsToldByTheirProperties() {
    assertRefused("cim.tls.certificate: ", "a PEM file with certificates that can be read");
    X509Bundle first = certs.issue("first");
    certs.write(certs.certificate, first.getPrivateKeyPEM());
    assertRefused("cim.tls.certificate: ", "a PEM file with certificates that can be read");

    certs.issue("second");
    for (String broken :
        new String[] {
          "", "-----BEGIN PRIVATE KEY-----\nMHcC=x\n-----END PRIVATE KEY-----\n", "MHcC"
        }) {
      certs.write(certs.privateKey, broken);
      assertRefused("cim.tls.private-key: ", "a private key that can be read and has no password");
    }

    certs.issue("third");
    certs.write(certs.privateKey, first.getPrivateKeyPEM());
    assertRefused("cim.tls.private-key: ", "the key of the certificate in " + certs.certificate);

    certs.issue("fourth");
    certs.write(certs.authority, "none");
    assertRefused("cim.tls.trust: ", "a PEM file with certificates that can be read");
  }

  @Test
  void anEndThatIsNearIsToldOnceADay(CapturedOutput output) {
    certs.issue(
        new CertificateBuilder()
            .ecp256()
            .subject("CN=short")
            .notAfter(now.plus(Duration.ofDays(30))));
    try (TlsBundle bundle = register()) {
      bundle.warn();
      pass(Duration.ofDays(15), bundle);
      assertThat(output).doesNotContain("expires in");

      pass(Duration.ofDays(1).plusHours(1), bundle);
      pass(Duration.ofHours(23), bundle);
      assertThat(output).containsOnlyOnce("the certificate of CN=short expires in 13 days, on ");

      pass(Duration.ofHours(1), bundle);
      assertThat(output).containsOnlyOnce("expires in 12 days");

      pass(Duration.ofDays(20), bundle);
      assertThat(output).containsOnlyOnce("the certificate of CN=short has expired, on ");
    }
  }

  @Test
  void aNewOneEndsTheWarningsOrBeginsItsOwn(CapturedOutput output) {
    certs.issue(
        new CertificateBuilder().ecp256().subject("CN=old").notAfter(now.plus(Duration.ofDays(3))));
    try (TlsBundle bundle = register()) {
      bundle.warn();
      certs.issue(
          new CertificateBuilder()
              .ecp256()
              .subject("CN=new")
              .notAfter(now.plus(Duration.ofDays(2))));
      change();
      bundle.warn();
    }
    assertThat(output)
        .containsOnlyOnce("the certificate of CN=old expires in ")
        .containsOnlyOnce("the certificate of CN=new expires in ");
  }

  private TlsBundle register() {
    registry.registerBundle("web", certs.bundle());
    return TlsBundle.named("web", registry, () -> {}, () -> now);
  }

  /** What Spring Boot does when a file has changed. */
  private void change() {
    registry.updateBundle("web", certs.bundle());
  }

  private void pass(Duration time, TlsBundle bundle) {
    now = now.plus(time);
    bundle.warn();
    bundle.warn();
  }

  private void assertRefused(String property, String expected) {
    assertThatThrownBy(() -> certs.files().check())
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith(property)
        .hasMessageContaining(expected);
  }
}
