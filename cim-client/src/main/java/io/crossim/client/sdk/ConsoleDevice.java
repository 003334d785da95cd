package io.crossim.client.sdk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The device name of one running console. Each name is a file that is locked while a console has
 * it: a console takes the first that is free, so that it has the same one after a restart, and two
 * at the same time have two.
 */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class ConsoleDevice implements AutoCloseable {

  /** The name of the device where none can be kept. */
  private static final String SHARED = "console";

  private static final String PREFIX = "console-";
  private static final int MOST = 64;

  private final String name;
  private final @Nullable FileChannel lock;

  String name() {
    return name;
  }

  /** A name that the user gave. */
  static ConsoleDevice named(String name) {
    return new ConsoleDevice(name, null);
  }

  /**
   * Takes a name that no other running console of this user has.
   *
   * @param folder of the user's own; empty where there is none
   */
  static ConsoleDevice take(Optional<Path> folder) {
    if (folder.isEmpty()) {
      return named(SHARED);
    }
    Path devices = folder.get().resolve("devices");
    try {
      Files.createDirectories(devices);
      List<Path> known = known(devices);
      for (Path file : known) {
        FileChannel lock = lock(file);
        if (lock != null) {
          return new ConsoleDevice(file.getFileName().toString(), lock);
        }
      }
      return known.size() < MOST ? create(devices) : named(SHARED);
    } catch (IOException e) {
      log.warn("no device name can be kept in {}", devices, e);
      return named(SHARED);
    }
  }

  private static List<Path> known(Path devices) throws IOException {
    try (Stream<Path> files = Files.list(devices)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(PREFIX))
          .sorted()
          .limit(MOST)
          .toList();
    }
  }

  private static ConsoleDevice create(Path devices) throws IOException {
    for (int i = 0; i < MOST; i++) { // another console may take the new file before it is locked
      String name = PREFIX + String.format("%08x", ThreadLocalRandom.current().nextInt());
      FileChannel lock = lock(devices.resolve(name));
      if (lock != null) {
        return new ConsoleDevice(name, lock);
      }
    }
    return named(SHARED);
  }

  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another console of this process has it
    }
    channel.close();
    return null;
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      log.debug("the lock ends with the process", e);
    }
  }
}
