package io.crossim.server.discovery;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.Registration;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import io.crossim.metastore.Watched;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Holds what was registered, and runs its tasks when a test says so. */
final class FakeDiscovery implements MetaStore {

  final List<ServerNode> nodes = new CopyOnWriteArrayList<>();
  Runnable registered = () -> {};
  Runnable onLeave = () -> {};

  @Override
  public Registration register(ServerNode node) {
    nodes.add(node);
    return new Registration() {
      @Override
      public boolean isRegistered() {
        return nodes.contains(node);
      }

      @Override
      public void onRegistered(Runnable task) {
        registered = task;
      }

      @Override
      public void close() {
        onLeave.run();
        nodes.remove(node);
      }
    };
  }

  @Override
  public Watched<ServerNode> servers() {
    return new Watched<>() {
      @Override
      public List<ServerNode> current() {
        return List.copyOf(nodes);
      }

      @Override
      public void onChange(Consumer<List<ServerNode>> listener) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public Registration register(RouteNode node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Watched<RouteNode> routes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Watched<String> secrets() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
