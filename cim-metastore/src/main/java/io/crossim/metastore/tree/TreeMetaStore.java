package io.crossim.metastore.tree;

import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.MetaStore;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.Registration;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import io.crossim.metastore.Watched;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Discovery over any {@link NodeTree}. Every event, and a tick each second, leads to the same step:
 * compare what should stand in the tree with what stands there, and mend. So nothing depends on
 * events being complete or in order.
 */
public final class TreeMetaStore implements MetaStore {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final MetaStoreSettings settings;
  private final StoreThread thread = new StoreThread();
  private final Registrar registrar = new Registrar();
  private final NodeProtection protection;
  private final NodeList<ServerNode> servers;
  private final NodeList<RouteNode> routes;
  private final SharedSecret secret;
  private final ConnectionLog outages;
  private final TreeLink link;

  /** Returns at once; the handle is opened on the store's own thread. */
  public TreeMetaStore(MetaStoreSettings settings, TreeOpener opener) {
    this.settings = settings;
    protection = new NodeProtection(settings, System::nanoTime);
    servers = new NodeList<>(settings.serversPath(), NodeCodec::server, thread);
    routes = new NodeList<>(settings.routesPath(), NodeCodec::route, thread);
    secret =
        new SharedSecret(
            settings.secretPath(), settings.sessionTimeout(), thread, System::nanoTime);
    outages = new ConnectionLog(settings.describe(), System::nanoTime);
    link =
        new TreeLink(
            opener,
            settings.connectTimeout(),
            settings.sessionTimeout(),
            thread,
            outages,
            this::connected,
            this::readAgain);
    thread.every(TICK, this::sync);
  }

  @Override
  public Registration register(ServerNode node) {
    return register(settings.serversPath(), node.name(), NodeCodec.encode(node));
  }

  @Override
  public Registration register(RouteNode node) {
    return register(settings.routesPath(), node.name(), NodeCodec.encode(node));
  }

  @Override
  public Watched<ServerNode> servers() {
    return follow(servers);
  }

  @Override
  public Watched<RouteNode> routes() {
    return follow(routes);
  }

  @Override
  public Watched<String> secrets() {
    thread.execute(
        () -> {
          secret.follow();
          sync();
        });
    return secret;
  }

  @Override
  public void close() {
    thread.end(
        () -> {
          registrar.end();
          link.close();
        },
        settings.sessionTimeout());
  }

  private Registration register(String root, String name, String data) {
    NodeRegistration registration = new NodeRegistration(root, name, data, thread, this::leave);
    thread.execute(
        () -> {
          registrar.add(registration);
          sync();
        });
    return registration;
  }

  private void leave(NodeRegistration registration) {
    thread.run(
        () -> {
          registrar.remove(registration);
          sync();
        },
        settings.sessionTimeout());
  }

  private <T> Watched<T> follow(NodeList<T> list) {
    thread.execute(
        () -> {
          list.follow();
          sync();
        });
    return list;
  }

  private void connected() {
    protection.outdate();
    readAgain();
  }

  private void readAgain() {
    servers.outdate();
    routes.outdate();
    secret.outdate();
    sync();
  }

  private void sync() {
    link.check();
    // Each part for itself: one that is refused does not stop the others.
    boolean works = attempt(protection::sync);
    works &= attempt(registrar::sync);
    works &= attempt(servers::sync);
    works &= attempt(routes::sync);
    works &= attempt(secret::sync);
    if (works) {
      outages.works();
    }
  }

  private boolean attempt(Consumer<NodeTree> part) {
    NodeTree tree = link.tree();
    if (tree == null) {
      return false;
    }
    try {
      part.accept(tree);
      return true;
    } catch (UnavailableException e) {
      outages.failed(e);
      return false;
    }
  }
}
