package io.crossim.metastore.tree;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What the members of a cluster know each other by: the lines of one lasting node, which the first
 * who needs them makes. It is read again every few seconds, because whoever writes other lines
 * there changes it for all.
 */
final class SharedSecret extends Published<String> {

  private static final Duration READ_AGAIN = Duration.ofSeconds(5);
  private static final int BYTES = 32;

  private final String path;
  private final LongSupplier nanos;
  private final SecureRandom random = new SecureRandom();

  private boolean wanted;
  private boolean stale = true;
  private long readAt;

  SharedSecret(String path, Executor thread, LongSupplier nanos) {
    super(path, thread);
    this.path = path;
    this.nanos = nanos;
  }

  /** From now on it is kept up to date. */
  void follow() {
    wanted = true;
  }

  /** The next {@link #sync} reads it again. */
  void outdate() {
    stale = true;
  }

  void sync(NodeTree tree) {
    long now = nanos.getAsLong();
    if (!wanted || (!stale && now - readAt < READ_AGAIN.toNanos())) {
      return;
    }
    List<String> found = read(tree);
    if (found.isEmpty()) {
      // A store that came back empty gets the secret that its members know already.
      tree.keep(path, current().isEmpty() ? fresh() : String.join("\n", current()));
      found = read(tree); // another process may have been faster
    }
    stale = false;
    readAt = now;
    publish(found);
  }

  private List<String> read(NodeTree tree) {
    return tree.read(path).stream()
        .flatMap(node -> node.data().lines())
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
