package io.crossim.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * A child process whose output goes to a log file, and what can happen to a process: it ends by
 * itself, is asked to end, is killed, is paused and goes on. Threads may share it.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class ManagedProcess implements AutoCloseable {

  private static final Duration STOP_TIME = Duration.ofSeconds(15);

  private final String name;
  private final Path logFile;

  /** Signalled through its handle: {@code Process.destroy} would cut off its last lines. */
  private final Process process;

  private final ProcessOutput output = new ProcessOutput();

  /**
   * Starts a command. Its standard and error output are appended to {@code NAME.log} in the
   * directory, which is made when missing.
   *
   * @throws ClusterException if the command cannot be started
   */
  public static ManagedProcess start(String name, Path logDirectory, List<String> command) {
    return start(name, logDirectory, command, line -> {});
  }

  /**
   * Starts a command, and hands over every line of its output, in order, on a thread of the
   * process; after a kill -9 also what it had printed before. Files and errors are those of {@link
   * #start(String, Path, List)}.
   */
  public static ManagedProcess start(
      String name, Path logDirectory, List<String> command, Consumer<String> lines) {
    try {
      Files.createDirectories(logDirectory);
      Path logFile = logDirectory.resolve(name + ".log");
      Process process =
          new ProcessBuilder(SystemCommands.inOwnSession(command))
              .redirectErrorStream(true)
              .start();
      ManagedProcess started = new ManagedProcess(name, logFile, process);
      started.output.drain(name, process.getInputStream(), logFile, lines);
      return started;
    } catch (IOException e) {
      throw new ClusterException(name + " could not be started: " + e.getMessage(), e);
    }
  }

  public String name() {
    return name;
  }

  public Path logFile() {
    return logFile;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the process has ended, with its exit code. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** The last lines that the process printed. */
  public List<String> output() {
    return output.lines();
  }

  /**
   * Waits for a line that the process printed or prints.
   *
   * @throws ClusterException with the last lines if it does not come in time, or the process ends
   */
  public Matcher awaitLine(Pattern pattern, Duration atMost) {
    return output
        .await(pattern, atMost)
        .orElseThrow(
            () -> failed("did not print \"" + pattern + "\" within " + atMost.toSeconds() + " s"));
  }

  /**
   * What to say when the process runs but does not do its work, or has ended; with its last lines.
   */
  ClusterException failed(String what) {
    boolean ends = output.hasEnded() || !process.isAlive(); // the one is seen before the other
    String found = ends && endsWithin(STOP_TIME) ? "ended with code " + process.exitValue() : what;
    return new ClusterException(
        name + " " + found + " (log: " + logFile + "):\n" + output.lastLines());
  }

  /** Waits for the end of the process, and says whether it has ended. */
  boolean endsWithin(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(name + ": interrupted while waiting for it", e);
    }
  }

  /** Writes a line to the standard input of the process. */
  public void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new ClusterException(name + " reads no input any more", e);
    }
  }

  /** Ends the standard input of the process, as Ctrl-D does. */
  public void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new ClusterException(name + ": its input could not be closed", e);
    }
  }

  /** kill -9: returns when the process is gone. */
  public void kill() {
    process.toHandle().destroyForcibly();
    awaitExit(STOP_TIME);
  }

  /** SIGTERM; returns at once. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** SIGINT, as by Ctrl-C; returns at once. */
  public void interrupt() {
    signal("INT");
  }

  /** SIGSTOP: the process hangs with all its connections open. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  /**
   * Waits for the end of the process and of its output.
   *
   * @throws ClusterException if it still runs
   */
  public int awaitExit(Duration atMost) {
    if (!endsWithin(atMost)) {
      throw new ClusterException(name + " still runs after " + atMost.toSeconds() + " s");
    }
    output.awaitEnd(STOP_TIME);
    return process.exitValue();
  }

  /** Asks the process to end, and kills it if it does not within 15 seconds. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    process.toHandle().destroy();
    if (!endsWithin(STOP_TIME)) {
      kill();
    }
    output.awaitEnd(STOP_TIME);
  }

  private void signal(String signal) {
    SystemCommands.run(name, "kill", "-" + signal, Long.toString(pid()));
  }
}
