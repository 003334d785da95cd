package io.crossim.route.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.Credential;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.service.credential.ClusterSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class JwtTokensTest {

  private static final StoredAccount ANN =
      new StoredAccount(42, "ann", new Credential("a hash", 3));

  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private final Tokens tokens = TestAccess.tokens(() -> now, "the secret of this test");

  @Test
  void saysWhoseItIsAndForHowLong() {
    Tokens.Claims claims = tokens.read(tokens.issue(ANN).token());

    assertThat(claims.userId()).isEqualTo(42);
    assertThat(claims.version()).isEqualTo(3);
    assertThat(claims.expires()).isEqualTo(now.plus(Duration.ofHours(1)));
    assertThat(tokens.issue(ANN).tokenSeconds()).isEqualTo(3_600);
  }

  @Test
  void clocksMayDifferByTenMinutes() {
    String token = tokens.issue(ANN).token();
    now = now.plus(Duration.ofMinutes(70));
    assertThat(tokens.read(token).userId()).isEqualTo(42);

    now = now.plusMillis(1);
    assertThatThrownBy(() -> tokens.read(token))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.TOKEN_EXPIRED));
  }

  @Test
  void anotherClusterIsNotBelieved() {
    String token = TestAccess.tokens(() -> now, "the secret of others").issue(ANN).token();

    assertInvalid(token);
  }

  @Test
  void aSecretThatWasReplacedIsBelievedWhileItIsTaken() {
    String token = tokens.issue(ANN).token();
    Tokens next = TestAccess.tokens(() -> now, "a newer secret", "the secret of this test");

    assertThat(next.read(token).userId()).isEqualTo(42);
    assertInvalid(next.issue(ANN).token());
  }

  @Test
  void aTokenEndsWithItsSecretThoughItWasReadBefore() {
    List<String> secrets = new CopyOnWriteArrayList<>(List.of("the secret of this test"));
    Tokens route =
        new JwtTokens(
            new ClusterSecret(() -> secrets, System::nanoTime), () -> now, Duration.ofHours(1));
    String token = route.issue(ANN).token();
    assertThat(route.read(token).userId()).isEqualTo(42);

    secrets.add(0, "a newer secret");
    assertThat(route.read(token).userId()).isEqualTo(42);
    secrets.remove("the secret of this test");
    assertInvalid(route, token);
  }

  @Test
  void whatWasTamperedWithIsNotBelieved() {
    String[] parts = tokens.issue(ANN).token().split("\\.", -1);
    String claims = decoded(parts[1]).replace("\"42\"", "\"43\"");
    String none = "{\"alg\":\"none\"}";

    assertThat(claims).contains("43");
    assertInvalid(parts[0] + "." + encoded(claims) + "." + parts[2]);
    assertInvalid(encoded(none) + "." + parts[1] + ".");
    assertInvalid(parts[0] + "." + parts[1] + ".");
    assertInvalid(parts[0] + "." + parts[1]);
    assertInvalid("");
    assertInvalid("x".repeat(100_000));
  }

  private void assertInvalid(String token) {
    assertInvalid(tokens, token);
  }

  private static void assertInvalid(Tokens route, String token) {
    assertThatThrownBy(() -> route.read(token))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.TOKEN_INVALID));
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
