package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One conversation while something is done with it. */
final class Conversation {

  final State state;
  final ConversationLog log;
  final Seats seats;
  final Rows rows;
  final ConversationLimits limits;
  final long now;

  private Conversation(Rows rows, State state, ConversationLimits limits, long now) {
    this.rows = rows;
    this.state = state;
    this.limits = limits;
    this.now = now;
    this.log = new ConversationLog(rows, state, limits, now);
    this.seats = new Seats(rows, state);
  }

  /** Opens the one that there is, and drops what is too old in it; null when there is none. */
  static @Nullable Conversation find(
      Rows rows, ConversationId id, ConversationLimits limits, long now, Supplier<String> epochs) {
    byte[] value = rows.get(RowKeys.state(id));
    if (value == null) {
      return null;
    }
    State state = State.parse(id, value, rows.losses(), epochs, now);
    Conversation found = new Conversation(rows, state, limits, now);
    if (found.log.dropOld() || state.isNewEpoch) {
      found.save();
    }
    return found;
  }

  /** Begins one. */
  static Conversation create(
      Rows rows, ConversationId id, ConversationLimits limits, long now, String epoch) {
    State state = new State(id, epoch);
    state.createdAt = now;
    return new Conversation(rows, state, limits, now);
  }

  ConversationId id() {
    return state.id;
  }

  /** Writes what is known of it. */
  void save() {
    rows.put(RowKeys.state(state.id), state.toBytes(rows.losses()));
  }
}
