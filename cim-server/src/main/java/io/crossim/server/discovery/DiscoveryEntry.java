package io.crossim.server.discovery;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.Registration;
import io.crossim.metastore.ServerNode;
import io.crossim.metastore.Watched;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.SessionBinder;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** This server's entry in discovery, and the others that stand there. Any thread. */
public final class DiscoveryEntry {

  private final MetaStore discovery;
  private final Watched<ServerNode> servers;
  private final LocalNode node;
  private final SessionBinder sessions;

  private volatile @Nullable Registration registration;

  public DiscoveryEntry(MetaStore discovery, LocalNode node, SessionBinder sessions) {
    this.discovery = discovery;
    this.servers = discovery.servers();
    this.node = node;
    this.sessions = sessions;
  }

  /** Registers; the address must be known. When discovery loses it, sessions are bound again. */
  synchronized void enter(ServerNode self) {
    if (registration == null) {
      node.comeBack();
      Registration entered = discovery.register(self);
      entered.onRegistered(everyTimeButTheFirst(sessions.rebinding()::all));
      registration = entered;
    }
  }

  /** Leaves, for routes that see it and for those that ask; returns when the entry is gone. */
  synchronized void leave() {
    node.leave();
    Registration current = registration;
    if (current != null) {
      current.close();
      registration = null;
    }
  }

  /** Whether there is no entry of this server, and none that waits for discovery. */
  boolean hasLeft() {
    return registration == null;
  }

  /** Whether discovery lists this server, as far as is known here. */
  public boolean isRegistered() {
    Registration current = registration;
    return current != null && current.isRegistered();
  }

  /** Whether discovery lists other servers. */
  public boolean hasOthers() {
    return servers.current().stream()
        .anyMatch(other -> !other.incarnation().equals(node.incarnation()));
  }

  private static Runnable everyTimeButTheFirst(Runnable task) {
    AtomicBoolean first = new AtomicBoolean(true);
    return () -> {
      if (!first.compareAndSet(true, false)) {
        task.run();
      }
    };
  }
}
