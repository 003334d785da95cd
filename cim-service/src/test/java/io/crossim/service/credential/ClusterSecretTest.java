package io.crossim.service.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSecretTest {

  private static final String OLD = "the-secret-of-before";
  private static final String NEW = "the-secret-from-now-on";

  @TempDir private Path directory;

  private long time;
  private List<String> known = List.of();
  private final ClusterSecret secret = new ClusterSecret(() -> known, () -> time);
  private final ClusterCredential credential = new ClusterCredential(secret);

  @Test
  void nothingIsShownOrTakenBeforeThereIsOne() {
    assertThatThrownBy(credential::header).isInstanceOf(UnavailableException.class);
    assertThat(credential.proves("CIM ")).isFalse();
    assertThat(credential.proves(null)).isFalse();
  }

  @Test
  void aNewOneIsTakenAtOnceAndUsedWhenOthersHaveHeardOfIt() {
    known = List.of(OLD);
    assertThat(credential.header()).isEqualTo("CIM " + OLD);

    known = List.of(NEW, OLD);
    assertThat(credential.header()).isEqualTo("CIM " + OLD);
    assertThat(credential.proves("CIM " + NEW)).isTrue();
    assertThat(credential.proves("cim " + OLD)).isTrue();

    time += Duration.ofSeconds(16).toNanos();
    assertThat(credential.header()).isEqualTo("CIM " + NEW);

    known = List.of(NEW);
    assertThat(credential.proves("CIM " + OLD)).isFalse();
  }

  @Test
  void oneThatIsTakenAwayIsNotUsedAnyMore() {
    known = List.of(OLD);
    credential.header();
    known = List.of(NEW);

    assertThat(credential.header()).isEqualTo("CIM " + NEW);
  }

  @Test
  void onlyTheWholeSecretProvesAnything() {
    known = List.of(OLD);

    for (String header : List.of("", "CIM", "CIM " + OLD + "x", "Bearer " + OLD, OLD, "CIM x")) {
      assertThat(credential.proves(header)).as(header).isFalse();
    }
  }

  @Test
  void aFileIsReadAgainAndABrokenOneChangesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), OLD + "\n");
    SecretFile secrets = new SecretFile(file, () -> time);
    assertThat(secrets.get()).containsExactly(OLD);

    Files.writeString(file, NEW + "\n\n " + OLD + " \n");
    assertThat(secrets.get()).containsExactly(OLD);
    time += Duration.ofSeconds(6).toNanos();
    assertThat(secrets.get()).containsExactly(NEW, OLD);

    Files.writeString(file, "short\n");
    time += Duration.ofSeconds(6).toNanos();
    assertThat(secrets.get()).containsExactly(NEW, OLD);
  }

  @Test
  void whatCannotBeASecretStopsTheStart() {
    assertThatThrownBy(() -> new SecretFile(directory.resolve("none"), () -> 0))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("cim.security.cluster-secret-file: ");
    assertThatThrownBy(() -> new SecretProperties(List.of("short"), null))
        .hasMessage(
            "cim.security.cluster-secret: 1 secrets (expected: one or more, of at least 16 visible"
                + " ASCII characters each)");
    assertThat(new SecretProperties(List.of(OLD), null).toString()).doesNotContain(OLD);
  }
}
