package io.crossim.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Runs the tests of what the page knows, which are JavaScript, with the node on the PATH. */
class PageStateTest {

  private static final int OLDEST_NODE = 20;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);

  @Test
  void everyTestOfThePagePasses() throws Exception {
    requireNode();
    List<String> arguments = new ArrayList<>(List.of("--test"));
    try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".test.js")).forEach(arguments::add);
    }
    String output = node(arguments);
    assertThat(output).contains("# fail 0").containsPattern("# pass [1-9]\\d");
  }

  private static void requireNode() throws Exception {
    String version;
    try {
      version = node(List.of("--version")).strip();
    } catch (IOException e) {
      version = "none";
    }
    Matcher major = VERSION.matcher(version);
    if (major.matches() && Integer.parseInt(major.group(1)) >= OLDEST_NODE) {
      return;
    }
    String reason = "node " + version + " is on the PATH (expected: " + OLDEST_NODE + " or newer)";
    String demanded = Optional.ofNullable(System.getenv("CIM_REQUIRE")).orElse("");
    if (Arrays.asList(demanded.split("\\s*,\\s*")).contains("node")) {
      throw new AssertionError("CIM_REQUIRE names node: " + reason);
    }
    System.out.println("skipped for want of node: the tests of cim-web; " + reason);
    Assumptions.abort(reason);
  }

  private static String node(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(arguments);
    Path output = Files.createTempFile(Path.of("target"), "node", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("node has not ended: " + Files.readString(output));
    }
    return Files.readString(output);
  }
}
