package io.crossim.client.history;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.crossim.client.chat.User;
import io.crossim.client.screen.Printable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * What a user said and was told: a directory per user, a file per day, a line per message. Noting
 * never fails: a disk that does is told once, and stops no chat. Any thread may call.
 */
@Slf4j
@RequiredArgsConstructor
public final class History {

  /** The most lines that a search answers: the newest. */
  public static final int MOST_FOUND = 200;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  /** The directory of the files; empty where none can be written. */
  private final Optional<Path> directory;

  private final Clock clock;

  /** Is told when noting begins to fail, and when it works again. */
  private final Consumer<String> trouble;

  private boolean failing;

  /**
   * Notes a message that came in.
   *
   * @param sentAt when it was sent; null for now
   */
  public void received(User owner, User from, String text, @Nullable Instant sentAt) {
    append(owner, past(sentAt), from.name() + "(" + from.id() + "): " + text);
  }

  private Instant past(@Nullable Instant sentAt) {
    Instant now = clock.instant();
    return sentAt == null || sentAt.isAfter(now) ? now : sentAt;
  }

  /**
   * Notes what was said or done in a group.
   *
   * @param what with the name of who did it
   * @param sentAt when; null for now
   */
  public void inGroup(
      User owner, long groupId, String groupName, String what, @Nullable Instant sentAt) {
    append(owner, past(sentAt), groupName + "(g" + groupId + ") " + what);
  }

  /**
   * Notes a message that was sent.
   *
   * @param to a user's id, or a word for many
   */
  public void sent(User owner, String to, String text) {
    append(owner, clock.instant(), owner.name() + "(" + owner.id() + ") -> " + to + ": " + text);
  }

  private synchronized void append(User owner, Instant at, String what) {
    try {
      Path folder = folder(owner).orElseThrow(() -> new IOException("no directory for it"));
      write(folder, LocalDateTime.ofInstant(at, clock.getZone()), Printable.of(what));
      if (failing) {
        failing = false;
        trouble.accept("the history is written again");
      }
    } catch (IOException | RuntimeException e) {
      log.warn("history of user {} cannot be written", owner.id(), e);
      if (!failing) {
        failing = true;
        trouble.accept("the history is not written (" + e + "); the chat goes on without it");
      }
    }
  }

  private static void write(Path folder, LocalDateTime at, String what) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(at.toLocalDate() + HistorySearch.SUFFIX);
    String line = TIME.format(at) + " " + what + "\n";
    Files.writeString(file, isTorn(file) ? "\n" + line : line, CREATE, APPEND);
  }

  /** Whether the last line has no end, because the disk was full then. */
  private static boolean isTorn(Path file) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      if (content.length() == 0) {
        return false;
      }
      content.seek(content.length() - 1);
      return content.read() != '\n';
    }
  }

  /**
   * Finds the lines of this user in which a pattern is found, the oldest first, each with its date.
   * Files of protocol v2's console count too.
   */
  public FoundLines search(User owner, Pattern pattern) {
    HistorySearch search = new HistorySearch(pattern);
    directory.ifPresent(
        path -> {
          search.older(path, owner.name());
          search.days(FolderName.in(path, owner));
        });
    return search.found();
  }

  /** The directory of a user's own; it need not exist. Empty where nothing can be kept. */
  public Optional<Path> folder(User owner) {
    return directory.map(path -> FolderName.in(path, owner));
  }
}
