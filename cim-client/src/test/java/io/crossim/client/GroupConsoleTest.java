package io.crossim.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole sessions with groups, line by line through a pipe; only the cluster is a fake one. */
class GroupConsoleTest extends PipedConsole {

  @Test
  void listsGroupsWithWhatIsUnread() {
    run(":gl");

    assertThat(lines())
        .containsSubsequence(
            "  climbers(g50)  3 unread, 1 to you",
            "  hi?[2Jkers(g51)  2 unread  muted",
            "  quiet(g502)",
            "* you are in 3 groups");
  }

  @Test
  void makesGroups() {
    run(":gc climbers 2 3", ":gc  the old team 3  404", ":gc alone", ":gc 2026 2 2");

    assertThat(chat.sent)
        .containsExactly(
            "create climbers [2, 3]",
            "create the old team [3, 404]",
            "create alone []",
            "create 2026 [2]");
    assertThat(lines())
        .contains("* g50 is there; :gt 50 sends your lines to it")
        .contains("! not 404: there is no such user");
  }

  @Test
  void changesMembers() {
    run(":ga 50 2 3 2", ":ga g50 404", ":gr 50 2", ":gq 50", ":gd g50");

    assertThat(chat.sent)
        .containsExactly(
            "add 50 [2, 3]", "add 50 [404]", "remove 50 [2]", "leave 50", "dismiss 50");
    assertThat(lines())
        .containsSubsequence(
            "* 2 of 2 are members now",
            "* 0 of 1 are members now",
            "! not 404: there is no such user",
            "* 1 of 1 are members no longer",
            "* you are not in g50 any more",
            "* g50 is no more");
  }

  @Test
  void listsMembers() {
    run(":gm 50");

    assertThat(lines()).containsSubsequence("  alice(1) (you)  owner", "  bob(2)", "* 2 members");
  }

  @Test
  void sendsToAGroupAndSaysThePlace() {
    run("g50;;hi;;there", "g50 ;; :smile:", "404;;x", "g404;;are you there");

    assertThat(chat.sent).containsExactly("g50: hi;;there", "g50: 😄");
    assertThat(lines())
        .contains("* to g50: #7", "! not sent: are you there: not a member of this group");
  }

  @Test
  void linesGoToAGroupUntilItIsLeft() {
    run(":gt 50", "one", "2;;psst", "@bob hey", "@all everyone", ":delay late 0", ":gt", "two");

    assertThat(chat.sent)
        .contains("g50: one", "2: psst", "2: hey", "all: everyone", "g50: late", "all: two")
        .hasSize(6);
    assertThat(lines())
        .containsSubsequence(
            "* your lines go to climbers(g50), until :gt", "* your lines go to everyone online");
  }

  /** What was said in a group goes to nobody else by a slip. */
  @Test
  void linesGoToAGroupThatTheUserHasLeftUntilTheySayOtherwise() {
    run(":gt 50", ":gq 50", "one", ":gt 404", "two");

    assertThat(chat.sent).containsExactly("leave 50", "g50: one", "g50: two");
    assertThat(lines()).contains("! there is no such group");
  }

  @Test
  void theBotAnswersWithoutTheAddress() {
    run(":ai", "g50;;你好吗?");

    assertThat(lines()).contains("AI: 我好!");
    assertThat(chat.sent).isEmpty();
  }

  @Test
  void showsHistory() {
    run(":gh 50", ":gh 50 9");

    assertThat(lines())
        .containsSubsequence("* 2 messages; more: :gh 50 9", "* 0 messages")
        .anyMatch(
            line -> line.matches(" {2}#9 [-0-9]+ [0-9:]+ bob\\(2\\): bolts or \\?\\[2Jnuts\\?"))
        .anyMatch(line -> line.endsWith(" bob(2): (taken back)"));
  }

  @Test
  void takesMessagesBack() {
    run(":rc 50 7", ":rc g50 #8");

    assertThat(chat.sent).containsExactly("recall 50 7", "recall 50 8");
    assertThat(lines()).contains("* #7 is taken back", "* #8 is taken back");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":gc",
        ":gc x 0",
        ":gc x -1",
        ":gc x 9007199254740992",
        ":gm",
        ":gm x",
        ":gm 0",
        ":gm 50 2",
        ":ga",
        ":ga 50",
        ":ga 50 bob",
        ":ga 50 2 0",
        ":gr 50",
        ":gr 0 2",
        ":gq",
        ":gq -5",
        ":gq 5.0",
        ":gd",
        ":gd 99999999999999999999",
        ":gt x",
        ":gt g",
        ":gh",
        ":gh 50 x",
        ":gh 50 0",
        ":gh 50 1 2",
        ":rc 50",
        ":rc 50 0",
        ":rc 50 #",
        ":rc x 1",
        ":rc",
        "g0;;x",
        "g-5;;x",
        "g50;;",
        "g;;x",
        "gx;;x",
        "G50;;x",
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

  @Test
  void refusesMoreUsersThanACallTakes() {
    String users =
        Stream.iterate(1, i -> i + 1)
            .limit(1_001)
            .map(String::valueOf)
            .collect(Collectors.joining(" "));

    run(":ga 50 " + users);

    assertThat(chat.sent).isEmpty();
    assertThat(output()).contains("! userId: 1001 users (expected: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":gl", ":gc x 2", ":gm 5", ":ga 5 2", ":gr 5 2", ":gq 5", ":gd 5", ":gt 5", ":gh 5",
        ":rc 5 1"
      })
  void aClusterWithoutGroupsSaysSoInOneSentence(String line) {
    chat.groups.isUnknown = true;

    run(line);

    assertThat(lines())
        .filteredOn(shown -> shown.startsWith("! "))
        .containsExactly("! this cluster is of an earlier version, which has no groups");
  }

  @Test
  void listsTheCommands() {
    run(":all");

    assertThat(output())
        .contains(":gl ", ":gc name userId…", ":gm groupId", ":ga groupId userId…")
        .contains(":gr groupId userId…", ":gq groupId", ":gd groupId", ":gt [groupId]")
        .contains(":gh groupId [before]", ":rc groupId seq", "gID;;text");
  }

  @Test
  void showsWhatHappensInGroups() {
    chat.later = events -> FakeGroups.everything().forEach(events::onGroup);

    run();

    assertThat(lines().stream().filter(line -> line.contains("climbers(g50)")).toList())
        .extracting(line -> line.substring(line.indexOf("climbers")))
        .containsExactly(
            "climbers(g50) #1 bob(2) added you, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 1 more",
            "climbers(g50) #2 bob(2) joined",
            "climbers(g50) #3 bob(2): anyone ⏎ for the ?[2Jwall?",
            "climbers(g50) #4 bob(2) changed #3: anyone for the crag?",
            "climbers(g50) #5 bob(2) took #3 back",
            "climbers(g50) #6 bob(2): (taken back)",
            "climbers(g50) #7 bob(2) reacted to #3: 👍",
            "climbers(g50) #8 bob(2) removed 3",
            "climbers(g50) #9 bob(2) left",
            "climbers(g50) #10 bob(2) changed the group",
            "climbers(g50) #11 bob(2) did something that this console does not know",
            "climbers(g50) #12 bob(2) took 👍 on #3 back",
            "climbers(g50) #13 bob(2) changed the role of 3");
    assertThat(output()).doesNotContain("\u001b");
  }

  @Test
  void keepsWhatHappensInGroupsInTheHistory() throws IOException {
    chat.later = events -> FakeGroups.everything().forEach(events::onGroup);

    run("g50;;an answer", ":q wall", ":q climbers(g50) #8");

    assertThat(lines())
        .contains("* 1 message found")
        .anyMatch(line -> line.contains(" climbers(g50) #3 bob(2): anyone ⏎ for the ?[2J[wall]?"))
        .anyMatch(line -> line.endsWith(" [climbers(g50) #8] bob(2) removed 3"));
    try (Stream<Path> files = Files.walk(history)) {
      assertThat(files.filter(file -> file.toString().contains("alice-1/2")).toList())
          .extracting(Files::readString)
          .anyMatch(text -> text.endsWith(" alice(1) -> g50: an answer\n"));
    }
  }

  @Test
  void marksATextThatNamesTheUser() {
    chat.later = events -> events.onGroup(FakeGroups.forMe());

    run();

    assertThat(lines())
        .anyMatch(line -> line.endsWith(" climbers(g50) #12 bob(2) to #3 @you: you too?"));
  }
}
