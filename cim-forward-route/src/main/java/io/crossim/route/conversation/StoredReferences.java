package io.crossim.route.conversation;

import com.google.protobuf.ByteString;
import io.crossim.persistence.conversation.ConversationEntry;
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
  public CompletableFuture<List<ByteString>> resolve(List<Reference> references) {
    Set<Long> groups = new LinkedHashSet<>();
    references.forEach(reference -> groups.add(reference.conversation().first()));
    return store
        .resolve(references)
        .thenCombine(names.of(groups), (entries, named) -> messages(references, entries, named));
  }

  private List<ByteString> messages(
      List<Reference> references,
      List<@Nullable ConversationEntry> entries,
      Map<Long, String> named) {
    List<ByteString> messages = new ArrayList<>(references.size());
    int found = 0;
    for (int i = 0; i < references.size(); i++) {
      Reference reference = references.get(i);
      String name = named.getOrDefault(reference.conversation().first(), "");
      ConversationEntry entry = entries.get(i);
      found += entry == null ? 0 : 1;
      messages.add(
          entry == null
              ? EntryMessage.gone(reference, name)
              : EntryMessage.of(reference.conversation(), entry, name));
    }
    meters.resolved(found, references.size() - found);
    return messages;
  }
}
