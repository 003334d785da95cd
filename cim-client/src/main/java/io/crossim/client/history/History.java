package io.crossim.client.history;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.crossim.client.chat.User;
import io.crossim.client.screen.Printable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * What a user said and was told: a directory per user, a file per day, a line per message. Any
 * thread may call.
 */
@Slf4j
@RequiredArgsConstructor
public final class History {

  /** The most lines that a search answers: the newest. */
  public static final int MOST_FOUND = 200;

  private static final String SUFFIX = ".log";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Path directory;
  private final Clock clock;

  /** Notes a message that came in. A disk that fails is logged and stops no chat. */
  public void received(User owner, User from, String text) {
    append(owner, from.name() + "(" + from.id() + "): " + text);
  }

  /**
   * Notes a message that was sent.
   *
   * @param to a user's id, or a word for many
   */
  public void sent(User owner, String to, String text) {
    append(owner, owner.name() + "(" + owner.id() + ") -> " + to + ": " + text);
  }

  private synchronized void append(User owner, String what) {
    LocalDateTime now = LocalDateTime.now(clock);
    Path folder = folder(owner);
    String line = TIME.format(now) + " " + Printable.of(what) + "\n";
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(now.toLocalDate() + SUFFIX), line, CREATE, APPEND);
    } catch (IOException e) {
      log.warn("history of user {} cannot be written", owner.id(), e);
    }
  }

  /** The lines of this user in which a pattern is found, the oldest first, each with its date. */
  public List<String> search(User owner, Pattern pattern) throws IOException {
    Path folder = folder(owner);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Deque<String> found = new ArrayDeque<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(History::isDay).sorted().toList()) {
        search(file, pattern, found);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return List.copyOf(found);
  }

  private static void search(Path file, Pattern pattern, Deque<String> found) throws IOException {
    String day = file.getFileName().toString().replace(SUFFIX, "");
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.length() > 9 && pattern.matcher(line.substring(9)).find()) {
          found.addLast(day + " " + line);
          if (found.size() > MOST_FOUND) {
            found.removeFirst();
          }
        }
      }
    }
  }

  private static boolean isDay(Path file) {
    return file.getFileName().toString().matches("\\d{4}-\\d{2}-\\d{2}\\.log");
  }

  private Path folder(User owner) {
    return directory.resolve(FolderName.of(owner));
  }
}
