package io.crossim.metastore.memory;

import io.crossim.metastore.tree.NodeAccess;
import io.crossim.metastore.tree.NodeTree;
import io.crossim.metastore.tree.StoredNode;
import io.crossim.metastore.tree.TreeListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tree that lives and ends with its handle. Paths need no parents. */
final class MemoryTree implements NodeTree {

  private static final long SESSION = 1;

  private final Map<String, String> nodes = new TreeMap<>();
  private final TreeListener listener;

  MemoryTree(TreeListener listener) {
    this.listener = listener;
    listener.connected();
  }

  @Override
  public long session() {
    return SESSION;
  }

  @Override
  public void ensure(String path) {}

  @Override
  public void keep(String path, String data) {
    nodes.putIfAbsent(path, data);
  }

  @Override
  public NodeAccess protect(String path) {
    return NodeAccess.UNCHANGED;
  }

  @Override
  public List<String> children(String path) {
    String prefix = path + "/";
    return nodes.keySet().stream()
        .filter(node -> node.startsWith(prefix))
        .map(node -> node.substring(prefix.length()))
        .toList();
  }

  @Override
  public Optional<StoredNode> read(String path) {
    return Optional.ofNullable(nodes.get(path)).map(data -> new StoredNode(data, SESSION));
  }

  @Override
  public void create(String path, String data) {
    nodes.put(path, data);
    listener.changed();
  }

  @Override
  public void replace(String path, String data) {
    create(path, data);
  }

  @Override
  public void delete(String path) {
    nodes.remove(path);
    listener.changed();
  }

  @Override
  public void close() {
    nodes.clear();
  }
}
