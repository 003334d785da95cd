package io.crossim.client.history;

import io.crossim.client.chat.User;

/**
 * The folder of a user: readable, and never outside the directory that it stands in, whatever the
 * user is called. The id keeps apart names that look the same on a disk.
 */
final class FolderName {

  private static final int READABLE = 32;

  private FolderName() {}

  static String of(User user) {
    StringBuilder name = new StringBuilder();
    user.name()
        .codePoints()
        .limit(READABLE)
        .map(c -> Character.isLetterOrDigit(c) || c == '-' ? c : '_')
        .forEach(name::appendCodePoint);
    return name.append('-').append(user.id()).toString();
  }
}
