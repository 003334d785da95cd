package io.crossim.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.client.bot.Bot;
import io.crossim.client.chat.Chat;
import io.crossim.client.screen.PipeDevice;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThat(run("hello all", "  ", "2;;hi;;bob", "abc;;not private", ":smile: hi")).isZero();

    assertThat(chat.sent)
        .containsExactly("all: hello all", "2: hi;;bob", "all: abc;;not private", "all: 😄 hi");
    assertThat(chat.closed).isTrue();
    assertThat(err.size()).isZero();
  }

  @Test
  void showsWhatHappensInPlainText() {
    run();

    assertThat(lines())
        .contains(
            "* waiting for the cluster: 127.0.0.1:1 cannot be reached",
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

  @Test
  void refusesAPrivateMessageThatCannotBe() {
    run("2;;", "0;;x", "99999999999999999999;;x", "-5;;x");

    assertThat(chat.sent).isEmpty();
    assertThat(output()).contains("! text: nothing").contains("! userId: 99999999999999999999 (");
  }

  @Test
  void listsEveryCommand() {
    run(":all");

    assertThat(output())
        .contains("userId;;text", ":all", ":olu", ":q keyword", ":q!", ":ai", ":qai")
        .contains(":pu | :qu prefix", ":info", ":emoji page", ":delay text seconds");
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
    assertThat(lines()).contains("  alice(1) (you)", "  bob(2)", "* 3 users online");

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
    run(":emoji 1", ":emoji 0");

    assertThat(output()).contains("  😄  :smile:").contains("* page 1 of ");
    assertThat(output()).contains("! page: 0 (expected: 1-");
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

  private int run(String... lines) {
    return run(List.of(lines), List.of(Cluster.class));
  }

  private int run(List<String> lines, List<Class<?>> beans) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--server.port=8084",
                "--cim.user.id=1",
                "--cim.user.userName=alice",
                "--cim.route.url=http://127.0.0.1:1/",
                "--cim.msg.logger.path=" + history));
    byte[] typed = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    PipeDevice device =
        new PipeDevice(
            new ByteArrayInputStream(typed),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8);
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
