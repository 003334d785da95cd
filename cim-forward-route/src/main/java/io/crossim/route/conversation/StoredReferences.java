package io.crossim.route.conversation;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Reference;
import io.crossim.route.delivery.References;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Turns references into the messages of their entries, as these are at that moment. */
@RequiredArgsConstructor
final class StoredReferences implements References {

  private final ConversationStore store;
  private final GroupNames names;
  private final ConversationMeters meters;

  @Override
  public CompletableFuture<List<Resolved>> resolve(List<Held> held) {
    Set<Long> groups = new LinkedHashSet<>();
    List<Reference> references = new ArrayList<>(held.size());
    for (Held one : held) {
      references.add(one.reference());
      ConversationId conversation = one.reference().conversation();
      if (conversation.isGroup()) {
        groups.add(conversation.first());
      }
    }
    CompletableFuture<Map<Long, String>> named =
        groups.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : names.of(groups);
    return store
        .resolve(references)
        .thenCombine(named, (entries, known) -> messages(held, entries, known));
  }

  private List<Resolved> messages(
      List<Held> held, List<@Nullable ConversationEntry> entries, Map<Long, String> named) {
    List<Resolved> messages = new ArrayList<>(held.size());
    int found = 0;
    for (int i = 0; i < held.size(); i++) {
      Reference reference = held.get(i).reference();
      ConversationId id = reference.conversation();
      String name = id.isGroup() ? named.getOrDefault(id.first(), "") : "";
      SeenConversation in = new SeenConversation(id, held.get(i).reader(), name);
      ConversationEntry entry = entries.get(i);
      found += entry == null ? 0 : 1;
      messages.add(
          entry == null
              ? new Resolved(EntryMessage.gone(reference.place(), in), 0)
              : new Resolved(EntryMessage.of(entry, in), entry.storedAt()));
    }
    meters.resolved(found, held.size() - found);
    return messages;
  }
}
