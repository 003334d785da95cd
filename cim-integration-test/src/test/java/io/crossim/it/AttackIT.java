package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.benchmark.command.AttackCommand;
import io.crossim.it.fixture.SingleProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load tool's attacks, all of them, on a CIM that is closed to strangers. */
class AttackIT {

  private static final int ATTACKS = 21;

  @TempDir private Path directory;

  @Test
  void noAttackGetsThroughAndTheChatGoesOn() throws Exception {
    Path json = directory.resolve("attacks.json");
    int exitCode;
    try (SingleProcess cim = SingleProcess.start(directory, "cim.security.accounts=password")) {
      exitCode =
          new CommandLine(new AttackCommand())
              .execute(
                  "--route=http://127.0.0.1:" + cim.route().port(),
                  "--time=300ms",
                  "--json=" + json);
    }

    assertThat(exitCode).isZero();
    JsonNode attacks = JsonMapper.builder().build().readTree(Files.readString(json));
    assertThat(attacks.size()).isEqualTo(1 + ATTACKS);
    attacks.properties().stream()
        .filter(attack -> !attack.getKey().equals("command"))
        .forEach(
            attack ->
                assertThat(attack.getValue().asString())
                    .as(attack.getKey())
                    .contains(" 0 faults, 0 of ")
                    .doesNotContain(" 0 of 0 "));
  }
}
