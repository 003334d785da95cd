package io.crossim.persistence.inbox.redis;

import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.inbox.Collect;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.persistence.inbox.Cursor;
import io.crossim.persistence.inbox.Follow;
import io.crossim.persistence.inbox.FollowOutcome;
import io.crossim.persistence.inbox.Followed;
import io.crossim.persistence.inbox.FollowedPage;
import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;

/** What inboxes have of conversations, and how they get more. */
@RequiredArgsConstructor
final class RedisCursors {

  private static final LuaScript FOLLOW = InboxCalls.script("follow.lua");
  private static final LuaScript FOLLOWED = InboxCalls.script("followed.lua");
  private static final LuaScript UNFOLLOW = InboxCalls.script("unfollow.lua");
  private static final LuaScript COLLECT = InboxCalls.script("collect.lua");
  private static final LuaScript CAUGHT_UP = InboxCalls.script("caughtup.lua");

  /** Redis goes on from there, and is there again behind the last one. */
  private static final String BEGINNING = "0";

  /** As Redis tells it; another text would look like a damaged inbox. */
  private static final Pattern PAGE_END = Pattern.compile("\\d{0,20}");

  private final InboxCalls calls;

  CompletableFuture<List<FollowOutcome>> follow(List<Follow> follows) {
    ScriptInputs scripts = calls.scripts(Cursor.MOST);
    for (Follow follow : follows) {
      scripts.key(InboxKeys.prefix(follow.userId()), 0);
      scripts.add(follow.conversation().key());
      scripts.add(calls.limits().maxGroups());
      scripts.add(follow.by());
    }
    return calls.run(
        FOLLOW,
        scripts,
        answers -> InboxCalls.each(follows, follow -> answers.followOutcome(follow.userId())));
  }

  CompletableFuture<FollowedPage> followed(long userId, String after, int limit) {
    if (!PAGE_END.matcher(after).matches()) {
      throw CimException.invalid("after", after, "the end of the page before");
    }
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(userId), 0);
    scripts.add(after.isEmpty() ? BEGINNING : after);
    scripts.add(limit);
    return calls.run(FOLLOWED, scripts, answers -> answers.followed(userId, BEGINNING));
  }

  CompletableFuture<Void> unfollow(List<Followed> followed) {
    ScriptInputs scripts = calls.scripts();
    for (Followed one : followed) {
      scripts.key(InboxKeys.prefix(one.userId()), 0);
      scripts.add(one.conversation().key());
      scripts.add(one.touchedAt());
    }
    return calls.run(
        UNFOLLOW,
        scripts,
        answers -> {
          answers.tellBroken();
          return null;
        });
  }

  CompletableFuture<List<CollectOutcome>> collect(List<Collect> batch) {
    ScriptInputs scripts = calls.scripts(Cursor.MOST, Cursor.PAIRS_LAST.toMillis());
    for (Collect collect : batch) {
      scripts.key(InboxKeys.prefix(collect.userId()), 0);
      scripts.add(collect.conversation().key());
      add(scripts, collect.from());
      add(scripts, collect.upTo());
      scripts.add(collect.places().size());
      for (Place place : collect.places()) {
        add(scripts, place);
      }
    }
    return calls.run(
        COLLECT,
        scripts,
        answers -> InboxCalls.each(batch, collect -> answers.collected(collect.userId())));
  }

  CompletableFuture<Void> caughtUp(long userId, long overflow) {
    ScriptInputs scripts = calls.scripts();
    scripts.key(InboxKeys.prefix(userId), 0);
    scripts.add(overflow);
    return calls.run(
        CAUGHT_UP,
        scripts,
        answers -> {
          answers.tellBroken();
          return null;
        });
  }

  private static void add(ScriptInputs scripts, Place place) {
    scripts.add(place.seq());
    scripts.add(place.messageId());
  }
}
