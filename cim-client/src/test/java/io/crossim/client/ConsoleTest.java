package io.crossim.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.client.bot.Bot;
import io.crossim.client.chat.Chat;
import io.crossim.client.chat.ChatState;
import io.crossim.client.screen.Completion;
import io.crossim.client.screen.Device;
import io.crossim.client.screen.PipeDevice;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;

/** Whole sessions, line by line through a pipe; only the cluster is a fake one. */
class ConsoleTest {

  /**
   * Spring makes the classes below, which a scan must not find: this is how it finds the test's
   * chat.
   */
  private static FakeChat chat = new FakeChat();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path history;

  static class Cluster {
    @Bean
    Chat chat() {
      return chat;
    }
  }

  static class Parrot {
    @Bean
    Bot parrot() {
      return text -> text + " " + text;
    }
  }

  @BeforeEach
  void freshCluster() {
    chat = new FakeChat();
  }

  @Test
  void saysTextToEveryoneAndToOne() {
    assertThat(run("hello all", "  ", "2;;hi;;bob", "2 ;; hi", ":smile: hi")).isZero();

    assertThat(chat.sent).containsExactly("all: hello all", "2: hi;;bob", "2: hi", "all: 😄 hi");
    assertThat(chat.closed).isTrue();
    assertThat(err.size()).isZero();
  }

  @Test
  void showsWhatHappensInPlainText() {
    run();

    assertThat(lines())
        .contains(
            "* waiting for the cluster: 127.0.0.1:1 cannot be reached (Connection refused)",
            "* is CIM running? ./cim up starts one; Ctrl-C ends the console",
            "* connected to 10.0.0.7:11211",
            "* connection lost, reconnecting (the server is gone)",
            "* you are alice (1); :all lists commands")
        .anyMatch(line -> line.endsWith(" bob(2): welcome?[2J ⏎ back"));
    assertThat(output()).doesNotContain("\u001b");
  }

  @Test
  void showsAPrivateMessageThatWasNotTakenBeforeTheNextLine() {
    run("404;;are you there", ":info");

    assertThat(lines())
        .containsSubsequence(
            "! not sent: are you there: the receiver is offline", "  id      1", "  name    alice");
  }

  /** The receiver may be online all the same, and a connection of theirs slow. */
  @Test
  void saysOfAMessageThatIsStoredNothingMoreThanThat() {
    run("2;;wait for it");

    assertThat(lines()).contains("* to 2: stored, not delivered yet");
  }

  @Test
  void saysWhenItBeginsThatNobodyElseIsOnline() {
    run("alone", "alone still", "hello all", "alone again", ":delay alone later 0");

    assertThat(chat.sent).hasSize(5);
    assertThat(lines())
        .filteredOn(line -> line.contains("nobody"))
        .hasSize(2)
        .containsOnly("* nobody else is online: the message went to no one");
  }

  @Test
  void refusesAPrivateMessageThatCannotBe() {
    run("2;;", "0;;x", "99999999999999999999;;x", "-5;;x");

    assertThat(chat.sent).isEmpty();
    assertThat(output()).contains("! text: nothing").contains("! userId: 99999999999999999999 (");
  }

  /** Nothing private goes to everyone by a slip. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob;;hi",
        "179; ; x",
        "179 ; x",
        "2；；hi",
        "2;；hi",
        "-;;hi",
        "bob ;; hi",
        "@nobody hi",
        "@bobhi",
      })
  void aLineThatLooksPrivateAndNamesNobodyIsRefusedWithAHint(String line) {
    run(line);

    assertThat(chat.sent).isEmpty();
    assertThat(lines())
        .anyMatch(
            shown ->
                shown.startsWith("! receiver: ")
                    && shown.endsWith(
                        "userId;;text, gID;;text for a group, or @name text;"
                            + " @all text sends any text to everyone)"));
  }

  @Test
  void sendsToAnOnlineUserByName() {
    run("@bob hi there", "@Bobby  hi", "@ann lee hello", "@all for(;;) { }", "@bob", "@ 5 pm");

    assertThat(chat.sent)
        .containsExactly("2: hi there", "3: hi", "4: hello", "all: for(;;) { }", "all: @ 5 pm");
    assertThat(output()).contains("! text: nothing");
  }

  @Test
  void aNameThatCanBeTwoUsersIsRefused() {
    run("@dan brown hi");

    assertThat(chat.sent).isEmpty();
    assertThat(lines())
        .contains("! receiver: dan(5), dan brown(6) (expected: one of them: userId;;text)");
  }

  @Test
  void listsEveryCommand() {
    run(":all");

    assertThat(output())
        .contains("userId;;text", ":all", ":olu", ":q keyword", ":q!", ":ai", ":qai")
        .contains(":pu | :qu prefix", ":info", ":emoji page", ":delay text seconds")
        .contains("@name text");
  }

  @Test
  void listsTheCommandsWhereOneIsUnknown() {
    run(":x y", ":", ":q!x");

    assertThat(lines()).contains("! unknown command :x; these are known:");
    assertThat(output()).contains("unknown command :;", "unknown command :q!x;", ":delay text");
    assertThat(chat.sent).isEmpty();
  }

  @Test
  void listsUsersByName() {
    run(":olu");
    assertThat(lines()).contains("  alice(1) (you)", "  bob(2)", "* 6 users online");

    out.reset();
    run(":pu bo", ":qu BOBB", ":pu");
    assertThat(lines())
        .containsSubsequence("  bob(2)", "* 2 users online whose name begins with bo", "  Bobby(3)")
        .doesNotContain("  alice(1) (you)")
        .contains("! prefix: nothing (expected: :pu prefix; :olu lists everyone)");
  }

  @Test
  void findsWhatWasSaidAndMarksIt() {
    run("a red Apple", "2;;no fruit", ":q apple", ":q bob", ":q");

    assertThat(lines())
        .anyMatch(line -> line.endsWith(" alice(1) -> all: a red [Apple]"))
        .anyMatch(line -> line.endsWith(" [bob](2): welcome?[2J ⏎ back"))
        .contains("* 1 message found", "! keyword: nothing (expected: :q keyword; :q! quits)");
  }

  @Test
  void letsTheBotAnswerInsteadOfSending() {
    run(":ai", "你在吗？", "2;;你好嘛?", ":qai", "back");

    assertThat(lines()).contains("AI: 我在!", "AI: 我好!");
    assertThat(chat.sent).containsExactly("all: back");
  }

  @Test
  void aDelayedTextIsSentThoughTheBotAnswersWhatIsTyped() {
    run(":delay @bob later 0", ":ai", ":delay soon 0", "你好吗?");

    assertThat(chat.sent).containsExactlyInAnyOrder("2: later", "all: soon");
    assertThat(lines()).contains("AI: 你好!".replace('你', '我'));
  }

  @Test
  void aDelayedTextThatCannotBeMeantIsRefusedAtOnce() {
    run(":delay bob;;hi 100", ":q!");

    assertThat(lines()).anyMatch(line -> line.startsWith("! receiver: bob;;hi ("));
    assertThat(lines()).noneMatch(line -> line.contains("not sent"));
  }

  @Test
  void aHistoryThatCannotBeWrittenStopsNoMessage() throws IOException {
    Files.createFile(history.resolve("alice-1"));

    run("hello", "2;;hi");

    assertThat(chat.sent).containsExactly("all: hello", "2: hi");
    assertThat(lines())
        .noneMatch(line -> line.contains("not sent"))
        .filteredOn(line -> line.startsWith("! the history is not written"))
        .hasSize(1);
  }

  @Test
  void anEmptyInputEndsTheConsoleAndSaysHowItStays() {
    run(List.of(), List.of(Cluster.class));

    assertThat(lines())
        .contains("* the standard input is empty; with --listen the console stays and receives");
  }

  @Test
  void listensAfterTheEndOfTheInputUntilTheConnectionIsGivenUp() {
    chat.later = events -> events.onState(ChatState.FAILED, "kicked");

    assertThat(run(List.of("hello"), List.of(Cluster.class), "--cim.console.listen=true"))
        .isEqualTo(1);

    assertThat(chat.sent).containsExactly("all: hello");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("connection given up (kicked)");
  }

  @Test
  void aScriptEndsWithAnErrorWhenTheConnectionIsGivenUp() {
    chat.later = events -> events.onState(ChatState.FAILED, "kicked");

    assertThat(run("hello", "never")).isEqualTo(1);

    assertThat(chat.sent).containsExactly("all: hello");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("connection given up (kicked)");
    assertThat(output()).doesNotContain(":q! ends");
  }

  @Test
  void aPersonIsToldHowToGoOnWhenTheConnectionIsGivenUp() {
    chat.later = events -> events.onState(ChatState.FAILED, "kicked");
    TypedLines device = new TypedLines(List.of());
    run(device, List.of(Cluster.class));

    assertThat(device.printed)
        .containsSubsequence(
            "! connection given up (kicked)",
            "* nothing is sent or received any more; :q! ends this console, then start it again");
  }

  @Test
  void takesAnotherBot() {
    run(List.of(":ai", "lora"), List.of(Cluster.class, Parrot.class));

    assertThat(lines()).contains("AI: lora lora");
  }

  @Test
  void saysDelayedTextsBeforeItEnds() {
    run(":delay 2;;see you later 0", ":delay hello 0", ":delay x", ":delay x y", ":delay x -1");

    assertThat(chat.sent).containsExactlyInAnyOrder("2: see you later", "all: hello");
    assertThat(lines())
        .contains("! :delay: x (expected: :delay text seconds)")
        .contains("! seconds: y (expected: 0-604800)", "! seconds: -1 (expected: 0-604800)");
  }

  @Test
  void quitsWithoutWaitingForDelayedTexts() {
    assertThat(run(":delay x 100", ":q!", "never said")).isZero();

    assertThat(chat.sent).isEmpty();
    assertThat(lines()).endsWith("* 1 delayed text is not sent");
  }

  @Test
  void showsPagesOfEmoji() {
    run(":emoji 1", ":emoji 0", ":emoji 9999");

    assertThat(output()).contains("  😄  :smile:").contains("! page: 9999 (expected: 0-");
    assertThat(lines()).filteredOn(line -> line.startsWith("* page 1 of ")).hasSize(2);
  }

  @Test
  void findsEmoji() {
    run(":emoji heart", ":emoji no-such-thing");

    assertThat(output()).contains("  ❤️  :heart:").contains("* 0 emoji found");
  }

  @Test
  void completesCommandsNamesAndEmoji() {
    List<String> begun =
        List.of(
            ":em",
            "@a",
            "@ann l",
            ":pu bo",
            "hi :smil",
            "hi there",
            ":gm 50",
            ":gh ",
            ":mute g50",
            ":unm");
    TypedLines device = new TypedLines(List.of());
    device.begun = begun;
    run(device, List.of(Cluster.class));

    assertThat(device.offered).hasSize(begun.size());
    assertThat(device.offered.get(0)).contains(":emoji").doesNotContain(":all");
    assertThat(device.offered.get(1)).containsExactly("@all", "@alice", "@ann lee");
    assertThat(device.offered.get(2)).isEmpty();
    assertThat(device.offered.get(3)).containsExactly("bob");
    assertThat(device.offered.get(4)).contains(":smile:");
    assertThat(device.offered.get(5)).isEmpty();
    assertThat(device.offered.get(6)).containsExactly("50", "502");
    assertThat(device.offered.get(7)).containsExactly("50", "51", "502");
    assertThat(device.offered.get(8)).containsExactly("g50", "g502");
    assertThat(device.offered.get(9)).containsExactly(":unmute");
  }

  @Test
  void aPasteOfSeveralLinesIsOneMessageForWhoSaysYes() {
    TypedLines device = new TypedLines(List.of(":all\nand more", "2;;one\ntwo", "no\nno"));
    device.answers = List.of(true, true, false).iterator();
    run(device, List.of(Cluster.class));

    assertThat(chat.sent).containsExactly("all: :all\nand more", "2: one\ntwo");
    assertThat(device.printed)
        .contains("? 2 lines were pasted. Send them as one message?", "* nothing is sent");
  }

  /** A terminal whose user types these lines, and answers questions. */
  private static final class TypedLines implements Device {

    private final Iterator<String> lines;
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
    private Iterator<Boolean> answers = Collections.emptyIterator();

    /** What is asked for completion at once. */
    private List<String> begun = List.of();

    private final List<List<String>> offered = new ArrayList<>();

    private TypedLines(List<String> lines) {
      this.lines = lines.iterator();
    }

    @Override
    public String read() {
      return lines.hasNext() ? lines.next() : null;
    }

    @Override
    public void print(String line) {
      printed.add(line);
    }

    @Override
    public void complain(String line) {
      printed.add(line);
    }

    @Override
    public boolean interactive() {
      return true;
    }

    @Override
    public boolean coloured() {
      return false;
    }

    @Override
    public void prompt(String prompt) {
      // is of no interest
    }

    @Override
    public void complete(Completion completion) {
      begun.forEach(line -> offered.add(completion.of(line)));
    }

    @Override
    public boolean confirm(String question) {
      printed.add("? " + question);
      return answers.next();
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @ParameterizedTest
  @CsvSource({"REPEAT_LOGIN,this user is logged in already", "ACCOUNT_MISMATCH,no such account"})
  void endsWithOneSentenceWhereTheLoginIsRefused(ResultCode code, String why) {
    chat.refusal = Optional.of(new CimException(code, why));

    assertThat(run("hello")).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactly(why);
    assertThat(output()).doesNotContain(why);
    assertThat(chat.sent).isEmpty();
    assertThat(chat.closed).isTrue();
  }

  @Test
  void saysHowAPasswordIsGivenWhereItIsMissing() {
    String why =
        "password: nothing (expected: a password, because cim.security.accounts is password)";
    chat.refusal = Optional.of(new CimException(ResultCode.PASSWORD_WRONG, why));

    assertThat(run("hello")).isEqualTo(1);

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(why + "; ./cim chat NAME --password asks for it");
  }

  private int run(String... lines) {
    return run(List.of(lines), List.of(Cluster.class));
  }

  private int run(List<String> lines, List<Class<?>> beans, String... more) {
    byte[] typed = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return run(PipeDevice.over(new ByteArrayInputStream(typed), out, err), beans, more);
  }

  private int run(Device device, List<Class<?>> beans, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--server.port=8084",
                "--cim.user.id=1",
                "--cim.user.userName=alice",
                "--cim.route.url=http://127.0.0.1:1/",
                "--cim.msg.logger.path=" + history));
    args.addAll(List.of(more));
    return ClientApplication.run(
        device, args.toArray(String[]::new), beans.toArray(Class<?>[]::new));
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private List<String> lines() {
    return output().lines().toList();
  }
}
