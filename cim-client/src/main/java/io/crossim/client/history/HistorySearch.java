package io.crossim.client.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Looks through files of history. A file that cannot be read is counted, and the next one read. */
@Slf4j
@RequiredArgsConstructor
final class HistorySearch {

  static final String SUFFIX = ".log";

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}\\.log");

  /** Year, month and day without zeros before them, so that 2024111 is one of two days. */
  private static final Pattern OLDER_DAY = Pattern.compile("\\d{6,8}\\.log");

  /** The length of what a line of this console begins with: the time and a blank. */
  private static final int TIME_LENGTH = 9;

  private final Pattern pattern;
  private final Deque<String> found = new ArrayDeque<>();
  private int unreadable;

  FoundLines found() {
    return new FoundLines(List.copyOf(found), unreadable);
  }

  /** Reads a user's files of this console. */
  void days(Path folder) {
    for (Path file : files(folder, DAY, Comparator.naturalOrder())) {
      read(file, TIME_LENGTH);
    }
  }

  /** Reads the files that the console of protocol v2 kept in a folder with the bare name. */
  void older(Path directory, String userName) {
    try {
      Path folder = directory.resolve(userName).normalize();
      if (directory.normalize().equals(folder.getParent())) {
        for (Path file : files(folder, OLDER_DAY, HistorySearch::byTime)) {
          read(file, 0);
        }
      }
    } catch (InvalidPathException e) {
      log.debug("no folder of v2 can have this name", e);
    }
  }

  private List<Path> files(Path folder, Pattern name, Comparator<Path> order) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted(order)
          .toList();
    } catch (IOException e) {
      unreadable(folder, e);
      return List.of();
    }
  }

  private static int byTime(Path one, Path other) {
    return Long.compare(one.toFile().lastModified(), other.toFile().lastModified());
  }

  /**
   * Reads one file; a byte that is no character of UTF-8 becomes U+FFFD.
   *
   * @param from where in a line what was said begins
   */
  private void read(Path file, int from) {
    String day = file.getFileName().toString().replace(SUFFIX, "");
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.length() > from && pattern.matcher(line.substring(from)).find()) {
          found.addLast(day + " " + line);
          if (found.size() > History.MOST_FOUND) {
            found.removeFirst();
          }
        }
      }
    } catch (IOException e) {
      unreadable(file, e);
    }
  }

  private void unreadable(Path path, IOException e) {
    log.warn("{} cannot be read", path, e);
    unreadable++;
  }
}
