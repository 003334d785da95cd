package io.crossim.service.operation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether this process is to be given work: it wants to, and everything that it needs is there. It
 * wants to from the end of its start to the beginning of its end. Any thread; never blocks.
 */
public final class Readiness {

  private final Map<String, BooleanSupplier> conditions = new ConcurrentSkipListMap<>();
  private final Map<String, Supplier<String>> reasons = new ConcurrentSkipListMap<>();
  private volatile boolean willing;

  /**
   * Names something that must be so while the service is given work.
   *
   * @param condition whether it is so; must not block
   * @param reason why it is not so, in words for operators; must not block
   */
  public void require(String name, BooleanSupplier condition, Supplier<String> reason) {
    reasons.put(name, reason);
    conditions.put(name, condition);
  }

  /** Why a condition does not hold; empty for one that nobody has named. */
  String reason(String name) {
    Supplier<String> reason = reasons.get(name);
    return reason == null ? "" : reason.get();
  }

  /** Lets the service take work. Idempotent. */
  void open() {
    willing = true;
  }

  /** From now on the service wants no more work, whatever else holds. Idempotent. */
  void close() {
    willing = false;
  }

  public boolean isReady() {
    return willing && conditions.values().stream().allMatch(BooleanSupplier::getAsBoolean);
  }

  /** The names of the conditions. */
  Set<String> names() {
    return Set.copyOf(conditions.keySet());
  }

  /** Whether one condition holds; one that nobody has named does. */
  boolean holds(String name) {
    BooleanSupplier condition = conditions.get(name);
    return condition == null || condition.getAsBoolean();
  }
}
