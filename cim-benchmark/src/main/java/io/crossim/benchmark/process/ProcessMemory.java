package io.crossim.benchmark.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What JVMs of this machine hold in memory, in bytes; the sum of all of them.
 *
 * @param heap what is reachable: each of them does a full collection for it
 * @param resident what the operating system counts, of Linux only
 */
public record ProcessMemory(long heap, long resident) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

  /** Measures processes now; takes a second or so for each. */
  public static ProcessMemory of(List<Long> pids) throws InterruptedException {
    long heap = 0;
    long resident = 0;
    for (long pid : pids) {
      // Twice: what the first collection only makes collectable is gone after the second.
      histogram(pid);
      heap += number(TOTAL, histogram(pid), pid);
      resident += number(RESIDENT, status(pid), pid) * 1024;
    }
    return new ProcessMemory(heap, resident);
  }

  private static long number(Pattern pattern, String text, long pid) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new ProcessException("process " + pid + ": its memory cannot be read: " + text.strip());
    }
    return Long.parseLong(found.group(1));
  }

  private static String histogram(long pid) throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      throw new ProcessException(
          "the Java that runs this tool has no jcmd beside it (expected: a JDK)");
    }
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } catch (IOException e) {
      throw new ProcessException("jcmd cannot be run: " + e.getMessage(), e);
    }
  }

  private static String status(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    } catch (IOException e) {
      throw new ProcessException(
          "process " + pid + ": /proc does not tell its memory (expected: Linux)", e);
    }
  }
}
