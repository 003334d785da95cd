package io.crossim.metastore.tree;

import io.crossim.metastore.MetaStoreSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import lombok.extern.slf4j.Slf4j;

/**
 * Lets only members read and change the lasting nodes of the cluster, also those that stood there
 * before. Looks at them after every connect, and once a minute. Belongs to the store's thread.
 */
@Slf4j
final class NodeProtection {

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final List<String> paths;
  private final String secretPath;
  private final LongSupplier ticker;

  private boolean stale = true;
  private long lookedAt;

  NodeProtection(MetaStoreSettings settings, LongSupplier ticker) {
    this.paths = settings.ownPaths();
    this.secretPath = settings.secretPath();
    this.ticker = ticker;
  }

  /** Has the next {@link #sync} look at the nodes again. */
  void outdate() {
    stale = true;
  }

  void sync(NodeTree tree) {
    long now = ticker.getAsLong();
    if (!stale && now - lookedAt < LOOK_AGAIN.toNanos()) {
      return;
    }
    for (String path : paths) {
      tell(path, tree.protect(path));
    }
    stale = false;
    lookedAt = now;
  }

  private void tell(String path, NodeAccess access) {
    switch (access) {
      case UNCHANGED -> {}
      case WAS_OPEN -> {
        log.warn("{} was open to others, and is for those with our cim.discovery.auth now", path);
        if (path.equals(secretPath)) {
          log.error(
              "The secret of the cluster could be read by others until now: replace it, as"
                  + " doc/security.md says under Between services");
        }
      }
      case REFUSED ->
          log.error(
              "{} was not made with our cim.discovery.auth, so that somebody else decides what"
                  + " members find there; delete it, or change its ACL, as whoever made it or as"
                  + " ZooKeeper's super user",
              path);
    }
  }
}
