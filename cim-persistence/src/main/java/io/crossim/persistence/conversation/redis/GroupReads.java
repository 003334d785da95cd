package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.GroupInfo;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Role;
import io.crossim.persistence.conversation.Unfinished;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.ScriptInputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What is read of groups and their members, and the lists of what is unfinished. */
@RequiredArgsConstructor
final class GroupReads {

  private static final LuaScript GROUPS = ConversationCalls.script("groups.lua");
  private static final LuaScript MEMBERS = ConversationCalls.script("members.lua");
  private static final LuaScript UNFINISHED = ConversationCalls.script("unfinished.lua");

  /** Redis goes on from there, and is there again behind the last one. */
  private static final String BEGINNING = "0";

  private static final Role[] ROLES = Role.values();

  private final ConversationCalls calls;

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
