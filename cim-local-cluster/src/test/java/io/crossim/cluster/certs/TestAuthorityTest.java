package io.crossim.cluster.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.cluster.ClusterException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAuthorityTest {

  @TempDir private Path directory;

  @Test
  void itIsMadeOnceAndSignsAgainAndAgain() throws Exception {
    TestAuthority made = TestAuthority.in(directory);
    X509Certificate first = issued(made, "localhost", "127.0.0.1", "::1");
    TestAuthority found = TestAuthority.in(directory);
    X509Certificate second = issued(found, "chat.example");

    assertThat(made.isNew()).isTrue();
    assertThat(found.isNew()).isFalse();
    X509Certificate authority = read(found.certificate());
    first.verify(authority.getPublicKey());
    second.verify(authority.getPublicKey());
    assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
    assertThat(first.getSubjectAlternativeNames())
        .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(second.getSubjectAlternativeNames()).containsExactly(List.of(2, "chat.example"));
  }

  @Test
  void keysAreTheirOwnersAlone() throws Exception {
    TestAuthority.in(directory).issue(List.of("localhost"));
    for (String secret : List.of("ca-key.pem", "server-key.pem")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve(secret))))
          .isEqualTo("rw-------");
    }
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void whatCannotBeUsedIsNotWrittenOver() throws Exception {
    TestAuthority.in(directory);
    Files.delete(directory.resolve("ca-key.pem"));
    assertThatThrownBy(() -> TestAuthority.in(directory))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("only one is there");

    Files.writeString(directory.resolve("ca-key.pem"), "no key");
    assertThatThrownBy(() -> TestAuthority.in(directory))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("the CA in " + directory + " cannot be read");
  }

  private static X509Certificate issued(TestAuthority authority, String... hosts) throws Exception {
    return read(authority.issue(List.of(hosts)).certificate());
  }

  private static X509Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
