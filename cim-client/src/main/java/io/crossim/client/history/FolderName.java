package io.crossim.client.history;

import io.crossim.client.chat.User;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.IntPredicate;

/**
 * The folder of a user: readable, and never outside the directory that it stands in, whatever the
 * user is called. The id keeps apart names that look the same on a disk.
 */
final class FolderName {

  private static final int READABLE = 32;

  private FolderName() {}

  static Path in(Path directory, User user) {
    try {
      return directory.resolve(of(user, Character::isLetterOrDigit));
    } catch (InvalidPathException e) {
      // The locale's encoding has not all of these letters.
      return directory.resolve(of(user, c -> c < 128 && Character.isLetterOrDigit(c)));
    }
  }

  private static String of(User user, IntPredicate readable) {
    StringBuilder name = new StringBuilder();
    user.name()
        .codePoints()
        .limit(READABLE)
        .map(c -> readable.test(c) || c == '-' ? c : '_')
        .forEach(name::appendCodePoint);
    return name.append('-').append(user.id()).toString();
  }
}
