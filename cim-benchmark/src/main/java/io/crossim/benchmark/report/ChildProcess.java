package io.crossim.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that is measured; its output goes to a file. It ends with this one. */
final class ChildProcess implements AutoCloseable {

  private static final Duration START_TIME = Duration.ofMinutes(3);
  private static final Duration STOP_TIME = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 20;

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static ChildProcess start(String name, List<String> command, Path directory) {
    Path log = directory.resolve(name + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-" + name));
      return new ChildProcess(name, process, log);
    } catch (IOException e) {
      // The reason names paths of this machine, which do not belong on a page.
      throw new ReportException(name + " cannot be started; check the Java that --java names", e);
    }
  }

  long pid() {
    return process.pid();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new ReportException("the log of " + name + " cannot be read", e);
    }
  }

  /** Waits until it has printed something. */
  Matcher await(Pattern pattern) throws InterruptedException {
    long end = System.nanoTime() + START_TIME.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      String output = output();
      Matcher found = pattern.matcher(output);
      if (found.find()) {
        return found;
      }
      if (!alive || System.nanoTime() - end >= 0) {
        List<String> lines = output.lines().toList();
        throw new ReportException(
            name
                + (alive ? " did not get ready: " : " ended: ")
                + (lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1)));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /** Asks the process to end, and kills it if it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
