package io.crossim.route.selection;

import io.crossim.metastore.ServerNode;
import java.util.Optional;

/** Each user has a place on the ring over the servers. */
final class ConsistentHash implements SelectionStrategy {

  @Override
  public Optional<ServerNode> select(Candidates candidates, long userId) {
    return candidates.servers().isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.servers().get(candidates.ring().ownerOf(userId)));
  }

  @Override
  public boolean isFixed() {
    return true;
  }
}
