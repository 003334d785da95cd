package io.crossim.persistence.conversation.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.PostOutcome.Status;
import io.crossim.persistence.conversation.Reaction;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reactions to one message: who gave each of them, the first one given standing first. */
final class Reactions {

  private final Map<String, Set<Long>> users = new LinkedHashMap<>();

  static Reactions parse(byte @Nullable [] value) {
    Reactions reactions = new Reactions();
    if (value == null) {
      return reactions;
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(value);
      while (in.hasRemaining()) {
        byte[] text = new byte[in.get()];
        in.get(text);
        Set<Long> givers = new LinkedHashSet<>();
        for (int count = in.getInt(); count > 0; count--) {
          givers.add(in.getLong());
        }
        reactions.users.put(new String(text, UTF_8), givers);
      }
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new DamagedConversationException("reactions are not whole", e);
    }
    return reactions;
  }

  byte[] toBytes() {
    int size = 0;
    for (Map.Entry<String, Set<Long>> one : users.entrySet()) {
      size += 5 + one.getKey().getBytes(UTF_8).length + one.getValue().size() * Long.BYTES;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    users.forEach(
        (text, givers) -> {
          byte[] bytes = text.getBytes(UTF_8);
          out.put((byte) bytes.length).put(bytes).putInt(givers.size());
          givers.forEach(out::putLong);
        });
    return out.array();
  }

  /** Gives or takes back a reaction; STORED when that changes something. */
  Status apply(long user, Reaction reaction, ConversationLimits limits) {
    Set<Long> givers = users.getOrDefault(reaction.text(), Set.of());
    if (givers.contains(user) == reaction.isSet()) {
      return Status.UNCHANGED;
    }
    if (!reaction.isSet()) {
      givers.remove(user);
      if (givers.isEmpty()) {
        users.remove(reaction.text());
      }
      return Status.STORED;
    }
    long own = users.values().stream().filter(all -> all.contains(user)).count();
    if (own >= limits.reactionsPerUser()
        || (givers.isEmpty() && users.size() >= limits.reactionKinds())) {
      return Status.TOO_MANY_REACTIONS;
    }
    users.computeIfAbsent(reaction.text(), text -> new LinkedHashSet<>()).add(user);
    return Status.STORED;
  }

  boolean isEmpty() {
    return users.isEmpty();
  }

  /** How many users gave each. */
  Map<String, Integer> sums() {
    Map<String, Integer> sums = new LinkedHashMap<>();
    users.forEach((text, givers) -> sums.put(text, givers.size()));
    return sums;
  }
}
