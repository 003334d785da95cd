package io.crossim.client.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.client.chat.User;
import io.crossim.common.result.CimException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  private final List<String> trouble = new ArrayList<>();

  @TempDir Path directory;

  private History history(Clock clock) {
    return new History(Optional.of(directory), clock, trouble::add);
  }

  @Test
  void keepsAFilePerUserAndDay() throws IOException {
    History monday = history(MONDAY);
    History tuesday = history(Clock.offset(MONDAY, Duration.ofDays(1)));

    monday.sent(ALICE, "all", "first line");
    tuesday.received(ALICE, BOB, "second\nline", null);
    monday.sent(BOB, "1", "line of another");

    assertThat(tuesday.search(ALICE, Pattern.compile("line")).lines())
        .containsExactly(
            "2026-11-23 10:20:30 alice(1) -> all: first line",
            "2026-11-24 10:20:30 bob(2): second ⏎ line");
    assertThat(directory.resolve("alice-1/2026-11-23.log")).exists();
    assertThat(directory.resolve("alice-1/2026-11-24.log")).exists();
    assertThat(directory.resolve("bob-2/2026-11-23.log")).exists();
  }

  @Test
  void doesNotSearchTheTime() throws IOException {
    History history = history(MONDAY);
    history.sent(ALICE, "all", "hello");

    assertThat(history.search(ALICE, Pattern.compile("10:20")).lines()).isEmpty();
    assertThat(history.search(BOB, Pattern.compile("hello")).lines()).isEmpty();
  }

  @Test
  void answersTheNewest() throws IOException {
    History history = history(MONDAY);
    for (int i = 0; i <= History.MOST_FOUND; i++) {
      history.sent(ALICE, "all", "line " + i);
    }

    List<String> found = history.search(ALICE, Pattern.compile("line")).lines();

    assertThat(found).hasSize(History.MOST_FOUND);
    assertThat(found.get(0)).endsWith("line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "..", "/abs", "a\\b", "nul:", "🙂🙂", "x y", "C:"})
  void noNameLeavesTheDirectory(String name) throws IOException {
    User user = new User(7, name);
    history(MONDAY).sent(user, "all", "text");

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
        .contains(directory.resolve("home"));
    assertThat(directory.resolve("home")).isDirectory();
    assertThatThrownBy(() -> HistoryDirectory.choose(file.toString()))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith("cim.msg.logger.path: ");
  }

  /** Java says "?" where neither the system nor the environment knows a home. */
  @Test
  void aHomeThatNobodyKnowsIsNoDirectory() {
    assertThat(HistoryDirectory.usual("?", null)).containsExactly(Path.of("/opt/logs/cim"));
    assertThat(HistoryDirectory.usual("?", "/home/ann"))
        .containsExactly(Path.of("/opt/logs/cim"), Path.of("/home/ann/.cim/history"));
  }

  @Test
  void notesWhenAMessageWasSent() throws IOException {
    history(MONDAY).received(ALICE, BOB, "on sunday", Instant.parse("2026-11-22T23:59:58Z"));
    history(MONDAY).received(ALICE, BOB, "from tomorrow", Instant.parse("2026-11-24T00:00:00Z"));

    assertThat(directory.resolve("alice-1/2026-11-22.log"))
        .hasContent("23:59:58 bob(2): on sunday");
    assertThat(directory.resolve("alice-1/2026-11-23.log"))
        .hasContent("10:20:30 bob(2): from tomorrow");
  }

  @Test
  void aBrokenByteAndATornLineSpoilNothingElse() throws IOException {
    History history = history(MONDAY);
    history.sent(ALICE, "all", "hello 1");
    Path file = directory.resolve("alice-1/2026-11-23.log");
    // What a full disk leaves of a line that ends in the middle of a character.
    byte[] torn = {'1', '0', ':', '2', '0', ':', '3', '0', ' ', 'h', (byte) 0xe5, (byte) 0xbc};
    Files.write(file, torn, StandardOpenOption.APPEND);
    history.sent(ALICE, "all", "hello 2");

    assertThat(history.search(ALICE, Pattern.compile("hello")).lines())
        .extracting(line -> line.substring(line.length() - 7))
        .containsExactly("hello 1", "hello 2");
  }

  @Test
  void aFailureIsToldOnceAndThrowsNothing() throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("alice-1"));
    History history = history(MONDAY);

    history.sent(ALICE, "all", "one");
    history.received(ALICE, BOB, "two", null);
    assertThat(trouble)
        .singleElement()
        .asString()
        .startsWith("the history is not written (")
        .endsWith("the chat goes on without it");

    Files.delete(inTheWay);
    history.sent(ALICE, "all", "three");
    assertThat(trouble).hasSize(2).last().isEqualTo("the history is written again");
  }

  @Test
  void withoutADirectoryNothingIsKeptAndThatIsTold() {
    History history = new History(Optional.empty(), MONDAY, trouble::add);

    history.sent(ALICE, "all", "one");

    assertThat(history.search(ALICE, Pattern.compile("one")).lines()).isEmpty();
    assertThat(trouble).hasSize(1);
  }

  @Test
  void aFileThatCannotBeReadIsCountedAndTheOthersAreRead() throws IOException {
    History history = history(MONDAY);
    history.sent(ALICE, "all", "hello");
    Files.createDirectory(directory.resolve("alice-1/2026-11-20.log"));

    FoundLines found = history.search(ALICE, Pattern.compile("hello"));

    assertThat(found.lines()).hasSize(1);
    assertThat(found.unreadable()).isEqualTo(1);
  }

  @Test
  void findsWhatTheConsoleOfV2Kept() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("alice"));
    Files.writeString(folder.resolve("2023111.log"), "bob:hello from then\n");
    Files.writeString(folder.resolve("other.log"), "hello\n");
    history(MONDAY).sent(ALICE, "all", "hello now");

    assertThat(history(MONDAY).search(ALICE, Pattern.compile("hello")).lines())
        .containsExactly(
            "2023111 bob:hello from then", "2026-11-23 10:20:30 alice(1) -> all: hello now");
  }

  @Test
  void noNameLooksOutsideOfTheDirectory() throws IOException {
    Path inside = Files.createDirectory(directory.resolve("inside"));
    Files.writeString(directory.resolve("2023111.log"), "secret\n");
    History history = new History(Optional.of(inside), MONDAY, trouble::add);

    for (String name : List.of("..", ".", "../inside", "a\0b", directory.toString())) {
      assertThat(history.search(new User(1, name), Pattern.compile("secret")).lines()).isEmpty();
    }
  }
}
