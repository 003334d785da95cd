package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crossim.cluster.JavaCommand;
import io.crossim.cluster.ManagedProcess;
import io.crossim.it.client.Patience;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.route.api.GroupApi;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.RouteClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples on the pages for programmers do what the pages say. */
class PageExamplesIT {

  private static final Path PAGE = Path.of("..", "doc", "http-api.md");
  private static final Path PROGRAM = Path.of("..", "doc", "example", "Greeter.java");
  private static final Path GROUP_PROGRAM = Path.of("..", "doc", "example", "GroupBot.java");
  private static final String ROUTE = "http://127.0.0.1:8083/";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(shell|json)\n(.*?)^```$");
  private static final Pattern SECRET =
      Pattern.compile("\\./cim up[^`]* --cim\\.security\\.cluster-secret=(\\S+)`");
  private static final String END = "=== end of a block ===";

  @TempDir private static Path directory;
  private static SingleProcess cim;

  private record Example(String shell, String answer) {}

  @BeforeAll
  static void start() throws Exception {
    String secret =
        SECRET.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow().group(1);
    cim = SingleProcess.start(directory, "cim.security.cluster-secret=" + secret);
  }

  @AfterAll
  static void stop() {
    if (cim != null) {
      cim.close();
    }
  }

  /** They are pasted one after the other into one shell. */
  @Test
  void everyCallAnswersAsPrinted() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
    List<Example> examples = examples(Files.readString(PAGE));
    assertThat(examples).hasSizeGreaterThan(10);
    Route route = cim.route();
    try (V2Client alice = V2Client.online(route, route.registerAs("alice"));
        V2Client bob = V2Client.online(route, route.registerAs("bob"))) {
      List<String> answers = run(examples, route.url(), cim.sendHttp().url() + "/");
      for (int i = 0; i < examples.size(); i++) {
        Example example = examples.get(i);
        assertThat(stable(answers.get(i))).as(example.shell()).isEqualTo(stable(example.answer()));
      }
    }
  }

  /** Each shell block with the JSON that follows; nothing where none does. */
  private static List<Example> examples(String page) {
    List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).group(1).equals("shell")) {
        boolean answered = i + 1 < blocks.size() && blocks.get(i + 1).group(1).equals("json");
        examples.add(
            new Example(blocks.get(i).group(2), answered ? blocks.get(i + 1).group(2) : ""));
      }
    }
    return examples;
  }

  private static List<String> run(List<Example> examples, String routeUrl, String sendUrl)
      throws Exception {
    StringBuilder script = new StringBuilder();
    for (Example example : examples) {
      script.append(
          example.shell().replace(ROUTE, routeUrl).replace("http://127.0.0.1:8081/", sendUrl));
      script.append("echo; echo '").append(END).append("'\n");
    }
    Path file = Files.writeString(directory.resolve("examples.sh"), script);
    Process shell = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(output).isZero();
    return List.of(output.split(END + "\n", -1));
  }

  /**
   * Without what differs from run to run: ids, tokens, epochs and ports, and whether the receiver's
   * connection took a message within the moment that a sender waits for that.
   */
  private static String stable(String answer) {
    return answer
        .strip()
        .replaceAll("\"(token|epoch)\":\"[^\"]*\"", "\"$1\":\"T\"")
        .replaceAll("\\b\\d{10,}\\b", "N")
        .replaceAll("(Port\"):\\d+", "$1:P")
        .replaceAll("\"(STORED|PUSHED)\"", "\"STORED\"");
  }

  @Test
  void theProgramOfTheSdkPageAnswersWhoeverWrites() throws Exception {
    Route route = cim.route();
    String program = Files.readString(PROGRAM);
    assertThat(program).contains(ROUTE);
    Path file =
        Files.writeString(directory.resolve("Greeter.java"), program.replace(ROUTE, route.url()));
    User ann = route.registerAs("ann");
    try (V2Client client = V2Client.online(route, ann);
        ManagedProcess greeter =
            ManagedProcess.start(
                "greeter", directory, JavaCommand.main(List.of(), file.toString(), List.of()))) {
      greeter.awaitLine(Pattern.compile("now READY"), Duration.ofSeconds(60));
      client.awaitText("hello, I answer everybody who writes");
      route.toOne(ann, route.registerAs("greeter"), "who are you?").orFail();
      client.awaitText("hello ann");
      greeter.awaitLine(Pattern.compile("ann: who are you\\?"), Patience.LONG);
    }
    await("both are gone").untilAsserted(() -> assertThat(route.onlineNames()).isEmpty());
  }

  @Test
  void theProgramForGroupsAnswersItsMembers() throws Exception {
    Route route = cim.route();
    String program = Files.readString(GROUP_PROGRAM);
    assertThat(program).contains(ROUTE);
    Path file =
        Files.writeString(directory.resolve("GroupBot.java"), program.replace(ROUTE, route.url()));
    User fay = route.registerAs("fay");
    try (V2Client client = V2Client.online(route, fay);
        ManagedProcess bot =
            ManagedProcess.start(
                "groupbot",
                directory,
                JavaCommand.main(List.of(), file.toString(), List.of("fay", "gus")))) {
      bot.awaitLine(Pattern.compile("history: #2 CONTENT of groupbot"), Duration.ofSeconds(60));
      client.awaitText("[friends of groupbot] welcome, write to me");
      GroupApi groups = new RouteClient(HttpUrl.get(route.url()), new OkHttpClient());
      Long groupId =
          groups
              .conversations(fay.id(), /* after= */ null, /* limit= */ null)
              .conversations()
              .get(0)
              .groupId();
      groups.sendToGroup(
          new GroupSendRequest(
              fay.id(),
              groupId,
              "hello",
              /* contentType= */ null,
              /* mentions= */ null,
              /* mentionsAll= */ null,
              /* refersTo= */ null,
              "d1",
              /* reqNo= */ null));
      bot.awaitLine(Pattern.compile("friends of groupbot #3 fay: hello"), Patience.LONG);
      bot.awaitLine(Pattern.compile("answered with #4"), Patience.LONG);
      client.awaitText("[friends of groupbot] thank you, fay");
    }
    await("both are gone").untilAsserted(() -> assertThat(route.onlineNames()).isEmpty());
  }
}
