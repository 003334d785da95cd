package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crossim.it.client.Route;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.SingleProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of the README, pasted one after the other into a shell, answer what stands there. */
class ReadmeIT {

  private static final Pattern SECTION = Pattern.compile("(?ms)^## HTTP[^\n]*\n(.*?)^## ");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(shell|json)\n(.*?)^```$");
  private static final Pattern SECRET =
      Pattern.compile("\\./cim up[^`]* --cim\\.security\\.cluster-secret=(\\S+)`");
  private static final String END = "=== end of a block ===";

  @TempDir private Path directory;

  private record Example(String shell, String answer) {}

  @Test
  void everyCallAnswersAsPrinted() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
    String readme = Files.readString(Path.of("..", "README.md"));
    List<Example> examples = examples(readme);
    assertThat(examples).hasSizeGreaterThan(10);
    String secret = SECRET.matcher(readme).results().findFirst().orElseThrow().group(1);
    try (SingleProcess cim =
        SingleProcess.start(directory, "cim.security.cluster-secret=" + secret)) {
      Route route = cim.route();
      try (V2Client alice = V2Client.online(route, route.registerAs("alice"));
          V2Client bob = V2Client.online(route, route.registerAs("bob"))) {
        List<String> answers = run(examples, route.url(), cim.sendHttp().url() + "/");
        for (int i = 0; i < examples.size(); i++) {
          Example example = examples.get(i);
          assertThat(stable(answers.get(i)))
              .as(example.shell())
              .isEqualTo(stable(example.answer()));
        }
      }
    }
  }

  /** What is done in other languages is done by the same lines. */
  @Test
  void bothReadmesHaveTheSameExamples() throws IOException {
    assertThat(examples(Files.readString(Path.of("..", "README-zh.md"))))
        .isEqualTo(examples(Files.readString(Path.of("..", "README.md"))));
  }

  /** Each shell block with the JSON that follows; nothing where none does. */
  private static List<Example> examples(String readme) {
    String section = SECTION.matcher(readme).results().findFirst().orElseThrow().group(1);
    List<MatchResult> blocks = BLOCK.matcher(section).results().toList();
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

  private List<String> run(List<Example> examples, String routeUrl, String sendUrl)
      throws Exception {
    StringBuilder script = new StringBuilder();
    for (Example example : examples) {
      script.append(
          example
              .shell()
              .replace("http://127.0.0.1:8083/", routeUrl)
              .replace("http://127.0.0.1:8081/", sendUrl));
      script.append("echo; echo '").append(END).append("'\n");
    }
    Path file = Files.writeString(directory.resolve("examples.sh"), script);
    Process shell = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(output).isZero();
    return List.of(output.split(END + "\n", -1));
  }

  /**
   * Without what differs from run to run: ids, tokens and ports, and whether the receiver's
   * connection took a message within the moment that a sender waits for that.
   */
  private static String stable(String answer) {
    return answer
        .strip()
        .replaceAll("\"token\":\"[^\"]*\"", "\"token\":\"T\"")
        .replaceAll("\\b\\d{10,}\\b", "N")
        .replaceAll("(Port\"):\\d+", "$1:P")
        .replaceAll("\"(STORED|PUSHED)\"", "\"STORED\"");
  }
}
