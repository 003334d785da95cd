package io.crossim.client.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.client.chat.User;
import io.crossim.common.result.CimException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  private static final User ALICE = new User(1, "alice");
  private static final User BOB = new User(2, "bob");
  private static final Clock MONDAY =
      Clock.fixed(Instant.parse("2026-11-23T10:20:30Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @Test
  void keepsAFilePerUserAndDay() throws IOException {
    History monday = new History(directory, MONDAY);
    History tuesday = new History(directory, Clock.offset(MONDAY, Duration.ofDays(1)));

    monday.sent(ALICE, "all", "first line");
    tuesday.received(ALICE, BOB, "second\nline");
    monday.sent(BOB, "1", "line of another");

    assertThat(tuesday.search(ALICE, Pattern.compile("line")))
        .containsExactly(
            "2026-11-23 10:20:30 alice(1) -> all: first line",
            "2026-11-24 10:20:30 bob(2): second ⏎ line");
    assertThat(directory.resolve("alice-1/2026-11-23.log")).exists();
    assertThat(directory.resolve("alice-1/2026-11-24.log")).exists();
    assertThat(directory.resolve("bob-2/2026-11-23.log")).exists();
  }

  @Test
  void doesNotSearchTheTime() throws IOException {
    History history = new History(directory, MONDAY);
    history.sent(ALICE, "all", "hello");

    assertThat(history.search(ALICE, Pattern.compile("10:20"))).isEmpty();
    assertThat(history.search(BOB, Pattern.compile("hello"))).isEmpty();
  }

  @Test
  void answersTheNewest() throws IOException {
    History history = new History(directory, MONDAY);
    for (int i = 0; i <= History.MOST_FOUND; i++) {
      history.sent(ALICE, "all", "line " + i);
    }

    List<String> found = history.search(ALICE, Pattern.compile("line"));

    assertThat(found).hasSize(History.MOST_FOUND);
    assertThat(found.get(0)).endsWith("line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "..", "/abs", "a\\b", "nul:", "🙂🙂", "x y", "C:"})
  void noNameLeavesTheDirectory(String name) throws IOException {
    User user = new User(7, name);
    new History(directory, MONDAY).sent(user, "all", "text");

    try (Stream<Path> children = Files.list(directory)) {
      assertThat(children.toList())
          .singleElement()
          .satisfies(child -> assertThat(child.resolve("2026-11-23.log")).exists());
    }
  }

  @Test
  void takesTheFirstDirectoryThatCanBeWritten() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(HistoryDirectory.choose(List.of(file.resolve("x"), directory.resolve("home"))))
        .isEqualTo(directory.resolve("home"))
        .isDirectory();
    assertThatThrownBy(() -> HistoryDirectory.choose(file.toString()))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("cim.msg.logger.path: ");
  }
}
