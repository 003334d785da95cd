package io.crossim.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path logs;

  @Test
  void linesAreAwaitedAndLogged() {
    try (ManagedProcess process = start("echo port 17; cat")) {
      assertThat(process.awaitLine(Pattern.compile("port (\\d+)"), LONG).group(1)).isEqualTo("17");
      process.type("hello");
      process.awaitLine(Pattern.compile("hello"), LONG);
      process.closeInput();
      assertThat(process.awaitExit(LONG)).isZero();
      assertThat(process.logFile()).hasContent("port 17\nhello");
    }
  }

  @Test
  void anEndBeforeTheLineIsToldWithTheLastLines() {
    try (ManagedProcess process = start("echo out of memory; exit 3")) {
      assertThatThrownBy(() -> process.awaitLine(Pattern.compile("ready"), LONG))
          .isInstanceOf(ClusterException.class)
          .hasMessageStartingWith("sh ended with code 3")
          .hasMessageEndingWith("out of memory");
    }
  }

  @Test
  void killedProcessIsGone() {
    try (ManagedProcess process = start("trap '' TERM; echo up; while :; do sleep 1; done")) {
      process.awaitLine(Pattern.compile("up"), LONG);
      process.kill();
      assertThat(process.isAlive()).isFalse();
      assertThat(process.onExit()).succeedsWithin(LONG).isEqualTo(137);
    }
  }

  @Test
  void pausedProcessAnswersAfterItWentOn() {
    try (ManagedProcess process = start("cat")) {
      process.pause();
      process.type("asked");
      assertThat(process.isAlive()).isTrue();
      process.resume();
      process.awaitLine(Pattern.compile("asked"), LONG);
    }
  }

  @Test
  void termIsAnEndInOrder() {
    try (ManagedProcess process =
        start("trap 'echo bye; exit 5' TERM; echo up; while :; do sleep 0.1; done")) {
      process.awaitLine(Pattern.compile("up"), LONG);
      process.terminate();
      assertThat(process.awaitExit(LONG)).isEqualTo(5);
      assertThat(process.logFile()).hasContent("up\nbye");
    }
  }

  @Test
  void unknownCommandIsToldInOneSentence() {
    assertThatThrownBy(() -> ManagedProcess.start("x", Path.of("/dev/null/x"), List.of("true")))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("x could not be started: ");
  }

  private ManagedProcess start(String script) {
    return ManagedProcess.start("sh", logs, List.of("sh", "-c", script));
  }
}
