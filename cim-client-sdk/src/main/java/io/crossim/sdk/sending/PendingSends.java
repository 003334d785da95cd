package io.crossim.sdk.sending;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** All sends without an outcome, in the order of the calls. Guarded by the outbox's lock. */
@RequiredArgsConstructor
final class PendingSends {

  private final int max;

  private final Set<Outgoing> inOrder = new LinkedHashSet<>();
  private final Map<String, Outgoing> byId = new HashMap<>();
  private long calls;

  boolean isFull() {
    return inOrder.size() >= max;
  }

  /** Why no other send may wait; null while one may. */
  @Nullable CimException refusal() {
    return isFull()
        ? new CimException(
            ResultCode.REQUEST_LIMIT,
            "too many messages wait to be sent: at most " + max + "; retry later")
        : null;
  }

  /** Adds the newest send. */
  Outgoing add(Supplier<Outcome> call, @Nullable Frame frame) {
    Outgoing added = new Outgoing(call, frame, calls++);
    inOrder.add(added);
    if (frame != null) {
      byId.put(added.id(), added);
    }
    return added;
  }

  /** Takes a send away; false when it has an outcome already. */
  boolean remove(Outgoing outgoing) {
    if (!inOrder.remove(outgoing)) {
      return false;
    }
    byId.remove(outgoing.id());
    return true;
  }

  /** The send with this id; null when there is none, or it has an outcome already. */
  @Nullable Outgoing find(String clientMsgId) {
    return byId.get(clientMsgId);
  }

  @Nullable Outgoing oldest() {
    return inOrder.isEmpty() ? null : inOrder.iterator().next();
  }

  Collection<Outgoing> all() {
    return Collections.unmodifiableSet(inOrder);
  }

  boolean isEmpty() {
    return inOrder.isEmpty();
  }

  List<Outgoing> removeAll() {
    List<Outgoing> removed = List.copyOf(inOrder);
    inOrder.clear();
    byId.clear();
    return removed;
  }
}
