package io.crossim.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole sessions about whom and what a user wants to hear of, line by line through a pipe; only the
 * cluster is a fake one.
 */
class PreferenceConsoleTest extends PipedConsole {

  @Test
  void blocksUsers() {
    run(":block 2", ":unblock 2", ":block", ":block 404", ":block bob");

    assertThat(chat.sent).containsExactly("block 2", "unblock 2");
    assertThat(lines())
        .containsSubsequence(
            "* you take nothing from 2, until :unblock 2",
            "* you take messages from 2 again",
            "  2",
            "  5",
            "* you have blocked 2 users",
            "! there is no such user");
  }

  @Test
  void mutesGroupsAndUsers() {
    run(":mute g50", ":mute 2 ", ":mute g50 8", ":mute 2 1", ":unmute g50", ":unmute 2");

    assertThat(chat.sent)
        .hasSize(6)
        .startsWith("mute g50", "mute 2")
        .endsWith("unmute g50", "unmute 2");
    Instant until = Instant.parse(chat.sent.get(2).substring("mute g50 ".length()));
    assertThat(until).isAfter(Instant.now().plus(Duration.ofHours(7)));
    assertThat(lines())
        .containsSubsequence(
            "* g50 is muted, until :unmute g50",
            "* 2 is muted, until :unmute 2",
            "* g50 is muted for 8 hours",
            "* 2 is muted for 1 hour",
            "* g50 is muted no more",
            "* 2 is muted no more");
  }

  /** What a text begins with is no command. */
  @Test
  void anEmojiOfTheSameNameIsNoCommand() {
    run(":mute: please");

    assertThat(chat.sent).containsExactly("all: 🔇 please");
  }

  @Test
  void tellsWhoComesAndGoes() {
    run(":who 3 2 2", ":who 4", ":who");

    assertThat(chat.sent).containsExactly("watch [2, 3]", "watch [4]", "watch []");
    assertThat(lines())
        .contains(
            "* you are told who comes and goes of 2 users, until :who",
            "* you are told who comes and goes of 1 user, until :who",
            "* you are told no more who comes and goes")
        .containsSubsequence("* 2 is online", "* 3 is offline", "* 4 is online");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":block bob",
        ":block 0",
        ":block 2 3",
        ":block g50",
        ":unblock",
        ":unblock x",
        ":mute",
        ":mute x",
        ":mute g",
        ":mute g0",
        ":mute 2 0",
        ":mute 2 x",
        ":mute 2 8785",
        ":mute 2 99999999999",
        ":mute 2 3 4",
        ":unmute",
        ":unmute g-1",
        ":unmute 2 3",
        ":who bob",
        ":who 2 0",
        ":who g50",
      })
  void refusesWhatCannotBeMeant(String line) {
    run(line);

    assertThat(chat.sent).isEmpty();
    assertThat(lines())
        .filteredOn(shown -> shown.startsWith("! "))
        .hasSize(1)
        .first()
        .asString()
        .contains(": ", " (expected: ");
  }

  private String row(String command) {
    return lines().stream()
        .filter(line -> line.startsWith("  " + command))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listsTheCommands() {
    run(":all");

    assertThat(output())
        .contains(":block [userId] ", ":unblock userId ", ":mute gID|userId [hours] ")
        .contains(":unmute gID|userId ", ":who [userId…] ");
    int column = row(":info ").indexOf("shows who you are");
    assertThat(row(":mute ").indexOf("has your devices")).isEqualTo(column);
  }
}
