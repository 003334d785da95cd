package io.crossim.metastore.tree;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * The secrets by which the members of a cluster know each other: the lines of one lasting node. The
 * first member that needs them makes that node; every member reads it again every few seconds,
 * twice within a short session time-out. A member takes over other lines only if one that it knows
 * is still among them, so that only those who know a secret can replace it.
 */
@Slf4j
final class SharedSecret extends Published<String> {

  private static final Duration LONGEST_BETWEEN_READS = Duration.ofSeconds(5);
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);
  private static final int BYTES = 32;

  private final String path;
  private final long readAgainNanos;
  private final LongSupplier ticker;
  private final SecureRandom random = new SecureRandom();

  private boolean wanted;
  private boolean stale = true;
  private long readAt;
  private @Nullable List<String> refused;
  private long refusedAt;

  SharedSecret(String path, Duration sessionTimeout, Executor thread, LongSupplier ticker) {
    super(path, thread);
    this.path = path;
    this.readAgainNanos = Math.min(LONGEST_BETWEEN_READS.toNanos(), sessionTimeout.toNanos() / 2);
    this.ticker = ticker;
  }

  /** From now on it is kept up to date. */
  void follow() {
    wanted = true;
  }

  /** Has the next {@link #sync} read the secret again. */
  void outdate() {
    stale = true;
  }

  void sync(NodeTree tree) {
    long now = ticker.getAsLong();
    if (!wanted || (!stale && now - readAt < readAgainNanos)) {
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
    if (isTrusted(found)) {
      refused = null;
      publish(found);
    } else {
      refuse(found, now);
    }
  }

  /** Whether one of the known secrets is among the lines; at the start any lines will do. */
  private boolean isTrusted(List<String> found) {
    return !found.isEmpty()
        && (current().isEmpty() || found.stream().anyMatch(current()::contains));
  }

  private void refuse(List<String> found, long now) {
    if (found.equals(refused) && now - refusedAt < SAY_AGAIN.toNanos()) {
      return;
    }
    refused = found;
    refusedAt = now;
    log.error(
        "{} holds {} now, none of them a secret that this process knows; it keeps the one that it"
            + " has. If you replaced it, write the new one before the old one, or restart this"
            + " process; if not, somebody else can write there",
        path,
        found.isEmpty() ? "nothing" : "other secrets");
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
