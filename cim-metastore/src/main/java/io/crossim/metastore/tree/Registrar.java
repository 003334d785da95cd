package io.crossim.metastore.tree;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;

/**
 * Makes the tree hold the nodes of this process: those that are registered stand there and belong
 * to the handle's session, those that left are gone. It compares and mends, whatever happened
 * before. Belongs to the store's thread.
 */
@Slf4j
final class Registrar {

  private final Map<String, NodeRegistration> standing = new LinkedHashMap<>();
  private final Map<String, NodeRegistration> leaving = new LinkedHashMap<>();

  /** Registers; what this process registered under the same name before is superseded. */
  void add(NodeRegistration added) {
    leaving.remove(added.path());
    NodeRegistration before = standing.put(added.path(), added);
    if (before != null) {
      before.gone();
    }
  }

  /** Takes a registration back; a superseded or closed one leaves nothing to do. */
  void remove(NodeRegistration removed) {
    if (standing.remove(removed.path(), removed)) {
      leaving.put(removed.path(), removed);
    }
    removed.gone();
  }

  /** The handle is gone, and its nodes with it. */
  void end() {
    standing.values().forEach(NodeRegistration::gone);
    standing.clear();
    leaving.clear();
  }

  void sync(NodeTree tree) {
    for (Iterator<NodeRegistration> left = leaving.values().iterator(); left.hasNext(); ) {
      takeAway(tree, left.next());
      left.remove();
    }
    for (NodeRegistration wanted : standing.values()) {
      put(tree, wanted);
    }
  }

  private static void takeAway(NodeTree tree, NodeRegistration left) {
    Optional<StoredNode> found = tree.read(left.path());
    // The data names the process: a node that a successor put there stays.
    if (found.isPresent() && found.get().data().equals(left.data())) {
      tree.delete(left.path());
    }
  }

  private static void put(NodeTree tree, NodeRegistration wanted) {
    String path = wanted.path();
    Optional<StoredNode> found = tree.read(path);
    if (found.isEmpty()) {
      wanted.gone();
      tree.ensure(wanted.root());
      tree.create(path, wanted.data());
    } else if (!isOurs(tree, wanted, found.get())) {
      wanted.gone();
      // Waiting for the end of the session that owns it would keep this process away for as long;
      // and once replaced, the node does not end with that session.
      log.info("{} was left by an earlier session and is replaced", path);
      tree.replace(path, wanted.data());
    }
    wanted.stands();
  }

  private static boolean isOurs(NodeTree tree, NodeRegistration wanted, StoredNode found) {
    return found.owner() == tree.session() && found.data().equals(wanted.data());
  }
}
