package io.crossim.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process prints: every line goes to its log file at once and stays here for a caller that
 * waits for one. Only the last lines are kept, so that a process may run for days.
 */
final class ProcessOutput {

  private static final int KEPT_LINES = 5_000;
  private static final int SHOWN_LINES = 15;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> lines = new ArrayDeque<>();
  private boolean ended;

  /** Reads until the end of the stream, on a thread of its own. Once. */
  void drain(String name, InputStream in, Path logFile, Consumer<String> consumer) {
    Thread reader = new Thread(() -> read(in, logFile, consumer), name + "-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in, Path logFile, Consumer<String> consumer) {
    try (BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        Writer log =
            Files.newBufferedWriter(
                logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log.append(line).append('\n').flush();
        add(line);
        consumer.accept(line);
      }
    } catch (IOException e) {
      add("(the output could not be read on: " + e.getMessage() + ")");
    } finally {
      end();
    }
  }

  /** The first kept line in which the pattern is found; empty when the output ends before. */
  Optional<Matcher> await(Pattern pattern, Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      Optional<Matcher> found = find(pattern);
      while (found.isEmpty() && !ended && left > 0) {
        left = changed.awaitNanos(left);
        found = find(pattern);
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the process has closed its output, as it does when it ends. */
  boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the last line. */
  void awaitEnd(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!ended && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  List<String> lines() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** The last lines, as one text. */
  String lastLines() {
    List<String> all = lines();
    return String.join("\n", all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size()));
  }

  private Optional<Matcher> find(Pattern pattern) {
    return lines.stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  private void add(String line) {
    lock.lock();
    try {
      if (lines.size() == KEPT_LINES) {
        lines.removeFirst();
      }
      lines.addLast(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
