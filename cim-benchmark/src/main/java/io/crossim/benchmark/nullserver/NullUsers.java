package io.crossim.benchmark.nullserver;

import com.google.protobuf.ByteString;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The connected users, and the numbers that are given out. */
final class NullUsers {

  private static final long FIRST_ID = 1_000_000;

  private final Map<Long, NullUser> online = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong(FIRST_ID);

  long nextId() {
    return ids.incrementAndGet();
  }

  void enter(NullUser user) {
    online.put(user.id(), user);
  }

  void leave(NullUser user) {
    online.remove(user.id(), user);
  }

  void push(long sender, long receiver, ByteString text) {
    @Nullable NullUser user = online.get(receiver);
    if (user != null) {
      user.push(sender, nextId(), text);
    }
  }

  void pushToAll(long sender, ByteString text) {
    long messageId = nextId();
    for (NullUser user : online.values()) {
      if (user.id() != sender) {
        user.push(sender, messageId, text);
      }
    }
  }

  /** The next users with a higher id, by ascending id. */
  List<NullUser> page(long after, int limit) {
    return online.values().stream()
        .filter(user -> user.id() > after)
        .sorted(Comparator.comparingLong(NullUser::id))
        .limit(limit)
        .toList();
  }
}
