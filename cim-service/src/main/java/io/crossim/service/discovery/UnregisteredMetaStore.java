package io.crossim.service.discovery;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.Registration;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import io.crossim.metastore.Watched;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Discovery for a process that is not to be found: it sees the others and registers nothing. The
 * store behind is opened when somebody asks for the others, so that a process that does not ask
 * needs none.
 */
@Slf4j
final class UnregisteredMetaStore implements MetaStore {

  private final Supplier<MetaStore> opener;

  private @Nullable MetaStore store;

  UnregisteredMetaStore(Supplier<MetaStore> opener) {
    this.opener = opener;
  }

  @Override
  public Registration register(ServerNode node) {
    return keptOut(node.name());
  }

  @Override
  public Registration register(RouteNode node) {
    return keptOut(node.name());
  }

  @Override
  public Watched<ServerNode> servers() {
    return store().servers();
  }

  @Override
  public Watched<RouteNode> routes() {
    return store().routes();
  }

  @Override
  public Watched<String> secrets() {
    return store().secrets();
  }

  @Override
  public synchronized void close() {
    if (store != null) {
      store.close();
    }
  }

  private synchronized MetaStore store() {
    if (store == null) {
      store = opener.get();
    }
    return store;
  }

  private static Registration keptOut(String name) {
    log.info("{} is not registered in discovery, because app.zk.switch is false", name);
    return new KeptOut();
  }

  /** A registration that is never made, so that no task runs. */
  private static final class KeptOut implements Registration {

    @Override
    public boolean isRegistered() {
      return false;
    }

    @Override
    public void onRegistered(Runnable task) {}

    @Override
    public void close() {}
  }
}
