package io.crossim.benchmark.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the figures were taken on; nothing that says whose machine it is. */
final class Machine {

  private static final Pattern MEMORY = Pattern.compile("MemTotal: +(\\d+) kB");

  private Machine() {}

  static String describe(Path java) throws InterruptedException {
    return Runtime.getRuntime().availableProcessors()
        + " cores, "
        + memory()
        + "; "
        + jdk(java)
        + "; "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version");
  }

  /** The short name of the commit that the tree is at. */
  static String commit(Path root) throws InterruptedException {
    String said = first(List.of("git", "-C", root.toString(), "rev-parse", "--short", "HEAD"), 0);
    return said.matches("[0-9a-f]{7,40}") ? said : "no git commit";
  }

  private static String memory() {
    try {
      Matcher found = MEMORY.matcher(Files.readString(Path.of("/proc/meminfo")));
      if (found.find()) {
        double gigabytes = Long.parseLong(found.group(1)) / 1024.0 / 1024.0;
        return String.format(Locale.ROOT, "%.0f GB of memory", gigabytes);
      }
    } catch (IOException e) {
      // No Linux; the rest says enough.
    }
    return "memory unknown";
  }

  private static String jdk(Path java) throws InterruptedException {
    return first(List.of(java.toString(), "-version"), 1);
  }

  private static String first(List<String> command, int line) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      process.waitFor();
      return lines.size() > line ? lines.get(line) : "";
    } catch (IOException e) {
      return command.get(0) + " cannot be run";
    }
  }
}
