package io.crossim.js;

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
import org.junit.jupiter.api.Assumptions;

/** Runs JavaScript with the node on the PATH, which a machine may lack. */
final class Node {

  private static final int OLDEST = 20;
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*", Pattern.DOTALL);
  private static final long MOST_MINUTES = 5;

  private Node() {}

  /** What a program said, and its exit status. */
  record Result(int status, String output) {}

  /** Skips the test, or fails it if CIM_REQUIRE names node, where there is no node that is new enough. */
  static void require() throws IOException, InterruptedException {
    String version;
    try {
      version = run(List.of("--version")).output();
    } catch (IOException e) {
      version = "none";
    }
    Matcher major = VERSION.matcher(version);
    if (major.matches() && Integer.parseInt(major.group(1)) >= OLDEST) {
      return;
    }
    String reason =
        "node " + version.strip() + " is on the PATH (expected: " + OLDEST + " or newer)";
    String demanded = Optional.ofNullable(System.getenv("CIM_REQUIRE")).orElse("");
    if (Arrays.asList(demanded.split("\\s*,\\s*")).contains("node")) {
      throw new AssertionError("CIM_REQUIRE names node: " + reason);
    }
    System.out.println("skipped for want of node: the tests of cim-client-js; " + reason);
    Assumptions.abort(reason);
  }

  /** Runs node in the folder of this module. */
  static Result run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(arguments);
    Path output = Files.createTempFile(Path.of("target"), "node", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("node has not ended: " + Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readString(output));
  }
}
