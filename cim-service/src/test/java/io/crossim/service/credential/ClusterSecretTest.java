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
    assertThatThrownBy(credential::used).isInstanceOf(UnavailableException.class);
    assertThat(credential.proves("CIM ")).isFalse();
    assertThat(credential.proves(null)).isFalse();
  }

  @Test
  void aNewOneIsTakenAtOnceAndUsedWhenOthersHaveHeardOfIt() {
    known = List.of(OLD);
    assertThat(credential.used()).isEqualTo(OLD);

    known = List.of(NEW, OLD);
    assertThat(credential.used()).isEqualTo(OLD);
    assertThat(credential.proves("CIM " + NEW)).isTrue();
    assertThat(credential.proves("cim " + OLD)).isTrue();

    time += Duration.ofSeconds(16).toNanos();
    assertThat(credential.used()).isEqualTo(NEW);

    known = List.of(NEW);
    assertThat(credential.proves("CIM " + OLD)).isFalse();
  }

  @Test
  void oneThatIsTakenAwayIsNotUsedAnyMore() {
    known = List.of(OLD);
    credential.used();
    known = List.of(NEW);

    assertThat(credential.used()).isEqualTo(NEW);
  }

  @Test
  void aProofIsForOneReceiverAndDoesNotTellTheSecret() {
    known = List.of(OLD);
    String proof = credential.proofFor("10.0.0.1", 8081).header(credential.used());
    assertThat(proof).matches("CIM-PROOF [\\w-]{22}\\.[\\w-]{43}").doesNotContain(OLD);
    assertThat(credential.proves(proof)).as("without an address of its own").isFalse();

    ClusterCredential receiver = new ClusterCredential(secret);
    receiver.answersTo("10.0.0.1", 8081);
    assertThat(receiver.proves(proof)).isTrue();
    assertThat(receiver.proves(proof)).as("the next request").isTrue();
    ClusterCredential other = new ClusterCredential(secret);
    other.answersTo("10.0.0.2", 8081);
    other.answersToUrls();
    assertThat(other.proves(proof)).isFalse();
  }

  @Test
  void aProofForAUrlIsTakenOnlyByWhoIsCalledByOne() {
    known = List.of(OLD);
    String proof = credential.proofForUrl().header(OLD);
    credential.answersTo("10.0.0.1", 8081);
    assertThat(credential.proves(proof)).isFalse();
    credential.answersToUrls();
    assertThat(credential.proves(proof)).isTrue();
  }

  @Test
  void proofsOfBothSecretsAreTakenWhileOneTakesTheOthersPlace() {
    credential.answersTo("a", 1);
    known = List.of(OLD);
    ConnectionProof connection = credential.proofFor("a", 1);
    String before = connection.header(credential.used());
    assertThat(credential.proves(before)).isTrue();

    known = List.of(NEW, OLD);
    credential.used();
    assertThat(credential.proves(before)).isTrue();
    time += Duration.ofSeconds(16).toNanos();
    String after = connection.header(credential.used());
    assertThat(after).isNotEqualTo(before);
    assertThat(credential.proves(after)).isTrue();

    known = List.of(NEW);
    assertThat(credential.proves(after)).isTrue();
    assertThat(credential.proves(before)).as("of a secret that was taken away").isFalse();
  }

  /** For an upgrade from a version that takes nothing else. */
  @Test
  void theSecretItselfIsSentOnlyWhereThatIsAskedFor() {
    known = List.of(OLD);
    ClusterCredential old = new ClusterCredential(secret, /* sendsSecret= */ true);
    String header = old.proofFor("a", 1).header(old.used());
    assertThat(header).isEqualTo("CIM " + OLD);
    assertThat(credential.proves(header)).isTrue();
  }

  @Test
  void whereAccountsNeedPasswordsScriptsNeedTheSecret() {
    assertThat(LocalScripts.of(null, null).admitted()).isTrue();
    assertThat(LocalScripts.of(null, "open").admitted()).isTrue();
    assertThat(LocalScripts.of(null, "PASSWORD").admitted()).isFalse();
    assertThat(LocalScripts.of(true, "password").admitted()).isTrue();
    assertThat(LocalScripts.of(false, "open").admitted()).isFalse();
  }

  @Test
  void whatIsNoProofProvesNothing() {
    known = List.of(OLD);
    credential.answersTo("a", 1);
    String good = credential.proofFor("a", 1).header(OLD);
    String cut = good.substring(0, good.length() - 1);
    String ofAnother = credential.proofFor("a", 1).header(NEW);
    for (String header :
        List.of(
            cut, good + "x", ofAnother, "CIM-PROOF ", "CIM-PROOF .", "CIM-PROOF x", "CIM-PROOF")) {
      assertThat(credential.proves(header)).as(header).isFalse();
    }
    assertThat(credential.proves("CIM-PROOF " + "x".repeat(10_000) + ".y")).isFalse();
    assertThat(credential.proves(good)).isTrue();
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
    assertThatThrownBy(() -> new SecretProperties(List.of("short"), null, false, null))
        .hasMessage(
            "cim.security.cluster-secret: 1 secrets (expected: one or more, of at least 16 visible"
                + " ASCII characters each)");
    assertThat(new SecretProperties(List.of(OLD), null, false, null).toString())
        .doesNotContain(OLD);
  }
}
