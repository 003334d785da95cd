package io.crossim.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How commands of the operating system are run. */
final class SystemCommands {

  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private SystemCommands() {}

  /**
   * The command in a session of its own. A Ctrl-C in the terminal reaches the whole process group:
   * out of the session, a child ends when its parent ends it, in the parent's order.
   */
  static List<String> inOwnSession(List<String> command) {
    if (!Files.isExecutable(SETSID)) {
      return command;
    }
    List<String> whole = new ArrayList<>();
    whole.add(SETSID.toString());
    whole.addAll(command);
    return whole;
  }

  /**
   * Runs a command, and waits for its end.
   *
   * @param about what it is about, for the error
   * @throws ClusterException when it cannot be run or fails
   */
  static void run(String about, String... command) {
    String words = String.join(" ", command);
    try {
      Process child = new ProcessBuilder(command).inheritIO().start();
      if (child.waitFor() != 0) {
        throw new ClusterException(about + ": \"" + words + "\" failed");
      }
    } catch (IOException e) {
      throw new ClusterException(about + ": \"" + words + "\" could not be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(about + ": interrupted during \"" + words + "\"", e);
    }
  }
}
