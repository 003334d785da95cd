package io.crossim.route.selection;

import io.crossim.common.result.CimException;
import io.crossim.metastore.ServerNode;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Chooses a server for a user. Any thread may call. */
@FunctionalInterface
public interface SelectionStrategy {

  /** The server for a user; empty when there is no candidate. */
  Optional<ServerNode> select(Candidates candidates, long userId);

  /**
   * Whether each user has a server of their own, which they get again while the servers are the
   * same.
   */
  default boolean isFixed() {
    return false;
  }

  /** Chooses by a hash of the user: each keeps their server while the servers stay the same. */
  static SelectionStrategy consistentHash() {
    return new ConsistentHash();
  }

  /** Chooses one server after the other, in turn. */
  static SelectionStrategy loop() {
    AtomicLong turn = new AtomicLong();
    return (candidates, userId) ->
        candidates.servers().isEmpty()
            ? Optional.empty()
            : Optional.of(
                candidates
                    .servers()
                    .get(Math.floorMod(turn.getAndIncrement(), candidates.servers().size())));
  }

  static SelectionStrategy random() {
    return (candidates, userId) ->
        candidates.servers().isEmpty()
            ? Optional.empty()
            : Optional.of(
                candidates
                    .servers()
                    .get(ThreadLocalRandom.current().nextInt(candidates.servers().size())));
  }

  /**
   * The strategy of a property's value: its name, or the class name that stands in the
   * configurations of the field.
   */
  static SelectionStrategy of(String value) {
    String simpleName = value.substring(value.lastIndexOf('.') + 1);
    if (value.equals("consistent-hash") || simpleName.contains("ConsistentHash")) {
      return consistentHash();
    }
    if (value.equals("loop") || simpleName.contains("Loop")) {
      return loop();
    }
    if (value.equals("random") || simpleName.contains("Random")) {
      return random();
    }
    throw CimException.invalid("app.route.way.handler", value, "consistent-hash, loop or random");
  }
}
