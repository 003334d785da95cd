package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationPage.Continuity;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.conversation.Role;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What is read of conversations. */
@RequiredArgsConstructor
final class ConversationReads {

  private static final LuaScript READ = ConversationCalls.script("entries.lua", "read.lua");
  private static final LuaScript RESOLVE = ConversationCalls.script("entries.lua", "resolve.lua");
  private static final LuaScript STANDING = ConversationCalls.script("standing.lua");

  /** An entry is answered about so long, beside its payload. */
  private static final int PAGE_ENTRY = 512;

  private static final Role[] ROLES = Role.values();

  private final ConversationCalls calls;

  CompletableFuture<List<ConversationPage>> read(List<ConversationQuery> queries) {
    ScriptInputs scripts = calls.scripts();
    for (ConversationQuery query : queries) {
      scripts.key(
          ConversationCalls.prefix(query.conversation()),
          Math.min((long) PAGE_ENTRY * query.limit(), query.maxBytes()));
      scripts.add(query.userId());
      scripts.add(query.range().ordinal());
      scripts.add(query.place().seq());
      scripts.add(query.place().messageId());
      scripts.add(query.limit());
      scripts.add(query.maxBytes());
    }
    return calls.each(calls.begin(), READ, scripts, queries, ConversationReads::page);
  }

  private static ConversationPage page(ConversationQuery query, Answer answer) {
    ConversationPage.Status status = ConversationPage.Status.values()[answer.index()];
    Continuity continuity = Continuity.values()[answer.index()];
    String epoch = answer.epoch(query.conversation());
    long floor = answer.number();
    long last = answer.number();
    Place end = answer.place();
    List<ConversationEntry> entries = EntryAnswer.all(answer.list());
    if (query.range() == ConversationQuery.Range.BEFORE) {
      Collections.reverse(entries);
    }
    return new ConversationPage(status, continuity, epoch, floor, last, end, entries);
  }

  CompletableFuture<List<@Nullable ConversationEntry>> resolve(List<Reference> references) {
    Map<ConversationId, List<Reference>> byConversation = new LinkedHashMap<>();
    for (Reference one : references) {
      byConversation.computeIfAbsent(one.conversation(), id -> new ArrayList<>()).add(one);
    }
    ScriptInputs scripts = calls.scripts();
    byConversation.forEach(
        (id, places) -> {
          scripts.key(ConversationCalls.prefix(id), (long) PAGE_ENTRY * places.size());
          scripts.add(places.size());
          places.forEach(one -> scripts.add(one.place().seq()));
        });
    Map<Reference, ConversationEntry> found = new HashMap<>();
    return calls
        .each(
            calls.begin(),
            RESOLVE,
            scripts,
            List.copyOf(byConversation.keySet()),
            (id, answer) -> {
              answer.tellIfBroken(id, answer.insteadOfFields());
              note(id, answer, found);
              return id;
            })
        .thenApply(
            done -> {
              List<@Nullable ConversationEntry> entries = new ArrayList<>(references.size());
              references.forEach(reference -> entries.add(found.get(reference)));
              return entries;
            });
  }

  private static void note(
      ConversationId id, Answer answer, Map<Reference, ConversationEntry> found) {
    while (answer.hasNext()) {
      if (answer.next() instanceof List<?> one) {
        ConversationEntry entry = EntryAnswer.of(one);
        found.put(new Reference(id, entry.place()), entry);
      }
    }
  }

  CompletableFuture<List<Standing>> standings(List<Membership> memberships) {
    ScriptInputs scripts = calls.scripts();
    for (Membership one : memberships) {
      scripts.key(ConversationCalls.prefix(one.conversation()), 0);
      scripts.add(one.userId());
    }
    return calls.each(
        calls.begin(),
        STANDING,
        scripts,
        memberships,
        (one, answer) ->
            new Standing(
                Standing.Status.values()[answer.index()],
                answer.epoch(one.conversation()),
                answer.place(),
                answer.number(),
                answer.number(),
                answer.number(),
                answer.index(),
                answer.number(),
                ROLES[answer.index()],
                answer.number()));
  }
}
