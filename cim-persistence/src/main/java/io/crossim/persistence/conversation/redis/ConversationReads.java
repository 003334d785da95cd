package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationPage.Continuity;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.conversation.Role;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.conversation.Unfinished;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.ScriptInputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What is read of conversations, and how answers become outcomes. */
@RequiredArgsConstructor
final class ConversationReads {

  private static final LuaScript READ = ConversationCalls.script("entries.lua", "read.lua");
  private static final LuaScript RESOLVE = ConversationCalls.script("entries.lua", "resolve.lua");
  private static final LuaScript STANDING = ConversationCalls.script("standing.lua");
  private static final LuaScript GROUPS = ConversationCalls.script("groups.lua");
  private static final LuaScript MEMBERS = ConversationCalls.script("members.lua");
  private static final LuaScript UNFINISHED = ConversationCalls.script("unfinished.lua");

  /** An entry is answered about so long, beside its payload. */
  private static final int PAGE_ENTRY = 512;

  /** Redis goes on from there, and is there again behind the last one. */
  private static final String BEGINNING = "0";

  private static final Role[] ROLES = Role.values();

  private final ConversationCalls calls;

  static PostOutcome outcome(ConversationId id, Answer answer) {
    return new PostOutcome(
        PostOutcome.Status.values()[answer.index()],
        answer.epoch(id),
        answer.place(),
        answer.place(),
        answer.number(),
        answer.number());
  }

  static ChangeOutcome changed(ConversationId group, Answer answer) {
    ChangeOutcome.Status status = ChangeOutcome.Status.values()[answer.index()];
    String epoch = answer.epoch(group);
    long version = answer.number();
    Place place = answer.place();
    Place previous = answer.place();
    List<?> fields = answer.list();
    List<Refusal> refused = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      Reason reason = Reason.values()[(int) (long) (Long) fields.get(i + 1)];
      refused.add(new Refusal(Answer.number(fields.get(i)), reason));
    }
    return new ChangeOutcome(status, epoch, version, place, previous, refused);
  }

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

  CompletableFuture<Map<Long, GroupInfo>> groups(List<Long> groupIds) {
    ScriptInputs scripts = calls.scripts();
    for (long id : groupIds) {
      scripts.key(ConversationCalls.prefix(ConversationId.group(id)), 0);
    }
    Map<Long, GroupInfo> groups = new LinkedHashMap<>();
    return calls
        .each(
            calls.begin(),
            GROUPS,
            scripts,
            groupIds,
            (id, answer) -> {
              GroupInfo group = group(id, answer);
              if (group != null) {
                groups.put(id, group);
              }
              return id;
            })
        .thenApply(done -> groups);
  }

  private static @Nullable GroupInfo group(long id, Answer answer) {
    Object first = answer.hasNext() ? answer.next() : null;
    if (first instanceof byte[]) {
      answer.tellIfBroken(ConversationId.group(id), Answer.text(first));
    }
    if (!(first instanceof Long members)) {
      return null;
    }
    long version = answer.number();
    long createdAt = answer.number();
    boolean isDismissed = answer.number() != 0;
    String name = answer.text();
    GroupSettings settings = GroupSettings.parse(answer.text());
    return new GroupInfo(id, name, settings, version, members.intValue(), createdAt, isDismissed);
  }

  CompletableFuture<MemberPage> members(long groupId, String after, int limit) {
    ConversationId group = ConversationId.group(groupId);
    ScriptInputs scripts = calls.scripts();
    scripts.key(ConversationCalls.prefix(group), 0);
    scripts.add(after.isEmpty() ? BEGINNING : after);
    scripts.add(limit);
    return calls.one(
        MEMBERS,
        scripts,
        answer -> {
          long version = answer.number();
          String next = answer.text();
          List<?> fields = answer.list();
          if (next.isEmpty()) {
            answer.tellIfBroken(group, Answer.text(fields.get(0)));
            return new MemberPage(0, List.of(), null);
          }
          List<Member> members = new ArrayList<>(fields.size() / 3);
          for (int i = 0; i < fields.size(); i += 3) {
            members.add(member(fields, i));
          }
          return new MemberPage(version, members, next.equals(BEGINNING) ? null : next);
        });
  }

  private static Member member(List<?> fields, int at) {
    String[] seat = Answer.text(fields.get(at + 1)).split(":", -1);
    String[] mark = Answer.text(fields.get(at + 2)).split(":", -1);
    return new Member(
        Answer.number(fields.get(at)),
        ROLES[Integer.parseInt(seat[0])],
        Long.parseLong(seat[1]),
        Long.parseLong(seat[2]),
        Long.parseLong(seat[3]),
        Long.parseLong(mark[2]),
        Long.parseLong(mark[0]));
  }

  CompletableFuture<List<Unfinished>> unfinished(int shard, Duration olderThan, int limit) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(ConversationCalls.unfinished(shard), 0);
    scripts.add(olderThan.toMillis());
    scripts.add(limit);
    return calls.one(
        UNFINISHED,
        scripts,
        answer -> {
          List<Unfinished> all = new ArrayList<>();
          while (answer.hasNext()) {
            all.add(
                new Unfinished(
                    ConversationId.parse(answer.text()),
                    answer.place(),
                    answer.number(),
                    answer.number()));
          }
          return all;
        });
  }
}
