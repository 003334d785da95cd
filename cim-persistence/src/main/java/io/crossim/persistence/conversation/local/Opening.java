package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Opens conversations, and keeps damage to the one that it is in. */
@RequiredArgsConstructor
final class Opening {

  final Rows rows;
  private final ConversationLimits limits;
  private final Supplier<String> epochs;
  private final BiConsumer<ConversationId, DamagedConversationException> damaged;
  long now;

  @Nullable Conversation find(ConversationId id) {
    return Conversation.find(rows, id, limits, now, epochs);
  }

  /** Begins a conversation, which is not written yet. */
  Conversation create(ConversationId id) {
    return Conversation.create(rows, id, limits, now, epochs.get());
  }

  /** Does something with a conversation; answers {@code none} where there is no such one. */
  <T extends @Nullable Object> T with(ConversationId id, T none, Function<Conversation, T> work) {
    return unlessDamaged(
        id,
        none,
        () -> {
          Conversation conversation = find(id);
          return conversation == null ? none : work.apply(conversation);
        });
  }

  /** Does something; where that meets damage, nothing is changed. */
  <T extends @Nullable Object> T unlessDamaged(ConversationId id, T broken, Supplier<T> work) {
    try {
      T result = work.get();
      rows.keep();
      return result;
    } catch (DamagedConversationException e) {
      rows.undo();
      damaged.accept(id, e);
      return broken;
    }
  }
}
