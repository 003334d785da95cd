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
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WatchedKeyTest {

  @TempDir private Path directory;

  private TestCerts certs;
  private Instant now = Instant.now();

  @BeforeEach
  void create() {
    certs = new TestCerts(directory);
  }

  @Test
  void aNewPairIsTakenOverWhenItHasSettled(CapturedOutput output) {
    certs.issue("first");
    WatchedKey key = key();
    SslContext first = key.context();
    key.look();
    assertThat(key.context()).isSameAs(first);

    certs.issue("second");
    key.look();
    assertThat(key.context()).isSameAs(first);
    key.look();
    assertThat(key.context()).isNotSameAs(first);
    assertThat(output).contains("the ports show the certificate of CN=first, valid until ");
    assertThat(output).contains("new connections get the certificate of CN=second");
  }

  @Test
  void aBrokenPairKeepsTheOneBeforeAndIsToldOnce(CapturedOutput output) throws Exception {
    X509Bundle first = certs.issue("first");
    WatchedKey key = key();
    SslContext used = key.context();

    certs.issue("second");
    certs.write(certs.privateKey, first.getPrivateKeyPEM());
    for (int i = 0; i < 5; i++) {
      key.look();
    }
    assertThat(key.context()).isSameAs(used);
    assertThat(output)
        .containsOnlyOnce("the new certificate cannot be used, the old one stays: ")
        .contains("(expected: the key of the certificate in " + certs.certificate);

    Files.delete(certs.certificate);
    key.look();
    key.look();
    assertThat(key.context()).isSameAs(used);
    assertThat(output).contains("(expected: a PEM file with certificates that can be read)");

    certs.issue("third");
    key.look();
    key.look();
    assertThat(key.context()).isNotSameAs(used);
  }

  @Test
  void keysOfEveryUsualKindAreTaken() {
    for (CertificateBuilder.Algorithm algorithm :
        new CertificateBuilder.Algorithm[] {
          CertificateBuilder.Algorithm.ecp256,
          CertificateBuilder.Algorithm.ecp384,
          CertificateBuilder.Algorithm.rsa2048,
          CertificateBuilder.Algorithm.ed25519
        }) {
      certs.issue(new CertificateBuilder().algorithm(algorithm).subject("CN=" + algorithm));
      assertThat(key().context()).isNotNull();
    }
  }

  @Test
  void whatCannotBeUsedIsToldAtTheStart() {
    assertRefused("cim.tls.certificate: ", "a PEM file with certificates that can be read");
    X509Bundle first = certs.issue("first");
    certs.write(certs.certificate, first.getPrivateKeyPEM());
    assertRefused("cim.tls.certificate: ", "a PEM file with certificates that can be read");

    certs.issue("second");
    certs.write(
        certs.privateKey, "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n");
    assertRefused("cim.tls.private-key: ", "with a EC key after -----BEGIN PRIVATE KEY-----");
    certs.write(
        certs.privateKey, "-----BEGIN PRIVATE KEY-----\nMHcC=x\n-----END PRIVATE KEY-----\n");
    assertRefused("cim.tls.private-key: ", "with a EC key after -----BEGIN PRIVATE KEY-----");

    certs.issue("third");
    certs.write(certs.privateKey, first.getPrivateKeyPEM());
    assertRefused("cim.tls.private-key: ", "the key of the certificate in " + certs.certificate);
  }

  @Test
  void anEndThatIsNearIsToldOnceADay(CapturedOutput output) {
    certs.issue(
        new CertificateBuilder()
            .ecp256()
            .subject("CN=short")
            .notAfter(now.plus(Duration.ofDays(30))));
    WatchedKey key = key();
    key.look();
    pass(Duration.ofDays(15), key);
    assertThat(output).doesNotContain("expires in");

    pass(Duration.ofDays(1).plusHours(1), key);
    pass(Duration.ofHours(23), key);
    assertThat(output).containsOnlyOnce("the certificate of CN=short expires in 13 days, on ");
    assertThat(output).doesNotContain("expires in 12 days");
    pass(Duration.ofHours(1), key);
    assertThat(output).containsOnlyOnce("expires in 12 days");

    pass(Duration.ofDays(20), key);
    assertThat(output).containsOnlyOnce("the certificate of CN=short has expired, on ");
  }

  @Test
  void aNewOneEndsTheWarningsOrBeginsItsOwn(CapturedOutput output) {
    certs.issue(
        new CertificateBuilder().ecp256().subject("CN=old").notAfter(now.plus(Duration.ofDays(3))));
    WatchedKey key = key();
    key.look();
    certs.issue(
        new CertificateBuilder().ecp256().subject("CN=new").notAfter(now.plus(Duration.ofDays(2))));
    key.look();
    key.look();

    assertThat(output)
        .containsOnlyOnce("the certificate of CN=old expires in ")
        .containsOnlyOnce("the certificate of CN=new expires in ");
  }

  private WatchedKey key() {
    return new WatchedKey(certs.files(), () -> now);
  }

  /** Looks twice at each time. */
  private void pass(Duration time, WatchedKey key) {
    now = now.plus(time);
    key.look();
    key.look();
  }

  private void assertRefused(String property, String expected) {
    assertThatThrownBy(() -> key())
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith(property)
        .hasMessageContaining(expected);
  }
}
