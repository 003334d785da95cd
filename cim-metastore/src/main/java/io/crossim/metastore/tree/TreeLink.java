package io.crossim.metastore.tree;

import java.time.Duration;
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one handle to the tree open.
 *
 * <p>A handle that stays without a connection is given up for a new one, because ZooKeeper refuses
 * a handle that has seen more than the store holds: after a restart without its data the old handle
 * would wait for ever.
 *
 * <p>Belongs to the store's thread.
 */
@Slf4j
@RequiredArgsConstructor
final class TreeLink {

  private final TreeOpener opener;
  private final Duration connectTimeout;
  private final Duration sessionTimeout;
  private final Executor thread;
  private final ConnectionLog outages;
  private final Runnable onConnected;
  private final Runnable onNews;

  private @Nullable Handle handle;

  /** The tree, if the store answers. */
  @Nullable NodeTree tree() {
    return handle != null && handle.connected ? handle.tree : null;
  }

  /** Opens what has to be opened; to be called about every second. */
  void check() {
    if (handle == null) {
      outages.begins();
      handle = new Handle();
    } else if (handle.isHopeless()) {
      handle.discard();
      handle = new Handle();
    }
    outages.check();
  }

  void close() {
    if (handle != null) {
      handle.discard();
      handle = null;
    }
  }

  /** What a handle tells counts only as long as it is the one in use. */
  private final class Handle implements TreeListener {

    private final NodeTree tree = opener.open(this);
    private long waitingSince = outages.now();
    private boolean connected;
    private boolean everConnected;

    boolean isHopeless() {
      Duration patience = everConnected ? sessionTimeout : connectTimeout;
      return !connected && outages.now() - waitingSince > patience.toNanos();
    }

    void discard() {
      try {
        tree.close();
      } catch (RuntimeException e) {
        // It is of no use any more either way.
        log.debug("Closing a handle failed", e);
      }
    }

    @Override
    public void connected() {
      whileInUse(
          () -> {
            connected = true;
            everConnected = true;
            outages.ends();
            onConnected.run();
          });
    }

    @Override
    public void disconnected() {
      whileInUse(
          () -> {
            if (connected) {
              connected = false;
              waitingSince = outages.now();
              outages.begins();
            }
          });
    }

    @Override
    public void changed() {
      whileInUse(onNews);
    }

    private void whileInUse(Runnable task) {
      thread.execute(
          () -> {
            if (this == handle) {
              task.run();
            }
          });
    }
  }
}
