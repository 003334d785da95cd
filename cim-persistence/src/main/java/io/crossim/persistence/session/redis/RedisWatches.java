package io.crossim.persistence.session.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ScriptInput;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.Watcher;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/**
 * Keeps which servers watch which users: a hash beside the sessions of each, which ends with its
 * last lease.
 */
@RequiredArgsConstructor
final class RedisWatches {

  private static final LuaScript WATCH = LuaScript.load(RedisWatches.class, "watch.lua");
  private static final LuaScript WATCHERS = LuaScript.load(RedisWatches.class, "watchers.lua");

  /** The users of one call of a script, during which Redis does nothing else. */
  private static final int USERS_PER_SCRIPT = 128;

  private final RedisLink link;

  CompletableFuture<Void> watch(Watcher watcher, Collection<Long> userIds) {
    byte[] field =
        String.join(
                "\n", line("server", watcher.server()), line("incarnation", watcher.incarnation()))
            .getBytes(UTF_8);
    byte[] lasts = SessionFields.number(SessionStore.WATCH_LASTS.toMillis());
    return link.begin()
        .<Long, Void>run(
            WATCH,
            ScriptOutputType.INTEGER,
            inputs(List.copyOf(new LinkedHashSet<>(userIds)), field, lasts),
            answers -> null);
  }

  private static String line(String name, String value) {
    SessionFields.word(name, value);
    return value;
  }

  CompletableFuture<List<SessionStore.Watch>> watchers(Collection<Long> userIds) {
    List<Long> distinct = List.copyOf(new LinkedHashSet<>(userIds));
    return link.begin()
        .<List<Object>, List<SessionStore.Watch>>run(
            WATCHERS, ScriptOutputType.MULTI, inputs(distinct), answers -> read(distinct, answers));
  }

  private List<ScriptInput> inputs(List<Long> userIds, byte[]... args) {
    int size = link.isCluster() ? 1 : USERS_PER_SCRIPT;
    List<ScriptInput> inputs = new ArrayList<>(userIds.size() / size + 1);
    for (int from = 0; from < userIds.size(); from += size) {
      byte[][] keys =
          userIds.subList(from, Math.min(userIds.size(), from + size)).stream()
              .map(userId -> ("cim3:{u" + userId + "}:watchers").getBytes(UTF_8))
              .toArray(byte[][]::new);
      inputs.add(new ScriptInput(keys, args));
    }
    return inputs;
  }

  private static List<SessionStore.Watch> read(List<Long> userIds, List<List<Object>> answers) {
    List<SessionStore.Watch> found = new ArrayList<>();
    Iterator<Long> users = userIds.iterator();
    for (List<Object> answer : answers) {
      for (Object watchers : answer) {
        long userId = users.next();
        for (Object field : (List<?>) watchers) {
          String[] lines = new String((byte[]) field, UTF_8).split("\n", 2);
          if (lines.length == 2) {
            found.add(new SessionStore.Watch(userId, new Watcher(lines[0], lines[1])));
          }
        }
      }
    }
    return found;
  }
}
