package io.crossim.server.move;

import io.crossim.metastore.ServerNode;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The servers that discovery has listed: one that only comes back has not joined. Of those who are
 * gone the last thousand are remembered. Not for several threads.
 */
final class SeenIncarnations {

  private static final int MOST_GONE = 1_000;

  /** Incarnations, those who were listed last at the end. */
  private final Set<String> known = new LinkedHashSet<>();

  /** Takes over a list; true when somebody stands there who never did, and is not this process. */
  boolean add(List<ServerNode> nodes, String self) {
    boolean joined = false;
    for (ServerNode one : nodes) {
      boolean isNew = !known.remove(one.incarnation());
      known.add(one.incarnation());
      joined |= isNew && !one.incarnation().equals(self);
    }
    Iterator<String> oldest = known.iterator();
    for (int left = known.size() - nodes.size() - MOST_GONE; left > 0; left--) {
      oldest.next();
      oldest.remove();
    }
    return joined;
  }
}
