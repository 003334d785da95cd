package io.crossim.persistence.session.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ScriptInput;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/**
 * Sessions in Redis. A user's key outlives his sessions: it keeps the last generation given to him,
 * so that the next one is higher even on a replica whose clock is behind.
 *
 * <p>On Redis Cluster the epoch lies on one of the masters and speaks for all of them.
 */
@RequiredArgsConstructor
public final class RedisSessionStore implements SessionStore {

  private static final LuaScript BIND = LuaScript.load(RedisSessionStore.class, "bind.lua");
  private static final LuaScript RESTORE = LuaScript.load(RedisSessionStore.class, "restore.lua");
  private static final LuaScript UNBIND = LuaScript.load(RedisSessionStore.class, "unbind.lua");
  private static final LuaScript FIND = LuaScript.load(RedisSessionStore.class, "find.lua");
  private static final LuaScript NAME_EPOCH = LuaScript.load(RedisSessionStore.class, "epoch.lua");
  private static final byte[] EPOCH = "cim3:epoch".getBytes(UTF_8);
  private static final byte[][] NO_ARGS = {};

  /** Redis does nothing else meanwhile. */
  private static final int USERS_PER_SCRIPT = 128;

  private final RedisLink link;

  @Override
  public List<BindOutcome> bind(List<BindAttempt> attempts) {
    List<List<Object>> answers =
        link.begin()
            .each(
                attempts,
                (redis, attempt) -> {
                  SessionClaim claim = attempt.claim();
                  return BIND.run(
                      redis,
                      ScriptOutputType.MULTI,
                      SessionFields.key(claim.userId()),
                      SessionFields.field(claim.device()),
                      SessionFields.number(attempt.expectedGeneration()),
                      SessionFields.number(claim.connection()),
                      SessionFields.word("incarnation", claim.incarnation()),
                      SessionFields.word("server", claim.server()));
                });
    List<BindOutcome> outcomes = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      SessionClaim claim = attempts.get(i).claim();
      outcomes.add(outcome(claim.userId(), claim.device(), answers.get(i)));
    }
    return outcomes;
  }

  @Override
  public List<BindOutcome> restore(List<Session> sessions) {
    List<List<Object>> answers =
        link.begin()
            .each(
                sessions,
                (redis, session) ->
                    RESTORE.run(
                        redis,
                        ScriptOutputType.MULTI,
                        SessionFields.key(session.userId()),
                        SessionFields.field(session.device()),
                        SessionFields.number(session.generation()),
                        SessionFields.value(session)));
    List<BindOutcome> outcomes = new ArrayList<>(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      Session session = sessions.get(i);
      outcomes.add(outcome(session.userId(), session.device(), answers.get(i)));
    }
    return outcomes;
  }

  private static BindOutcome outcome(long userId, String device, List<Object> answer) {
    boolean bound = (Long) answer.get(0) == 1;
    return new BindOutcome(bound, SessionFields.session(userId, device, (byte[]) answer.get(1)));
  }

  @Override
  public void unbind(List<SessionKey> sessions) {
    link.begin()
        .<SessionKey, Long>each(
            sessions,
            (redis, session) ->
                UNBIND.run(
                    redis,
                    ScriptOutputType.INTEGER,
                    SessionFields.key(session.userId()),
                    SessionFields.field(session.device()),
                    SessionFields.number(session.generation())));
  }

  /** A script that was sent again may have overtaken this call's first try; the second is later. */
  @Override
  public CompletableFuture<List<Session>> findAll(Collection<Long> userIds) {
    List<Long> distinct = List.copyOf(new LinkedHashSet<>(userIds));
    List<ScriptInput> inputs = inputs(distinct);
    RedisCall call = link.begin();
    long before = link.scriptsSentAgain();
    return find(call, inputs, distinct)
        .thenCompose(
            found ->
                link.scriptsSentAgain() == before
                    ? CompletableFuture.completedFuture(found)
                    : find(call, inputs, distinct));
  }

  private List<ScriptInput> inputs(List<Long> userIds) {
    int size = link.isCluster() ? 1 : USERS_PER_SCRIPT;
    List<ScriptInput> inputs = new ArrayList<>(userIds.size() / size + 1);
    for (int from = 0; from < userIds.size(); from += size) {
      byte[][] keys = new byte[Math.min(size, userIds.size() - from)][];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = SessionFields.key(userIds.get(from + i));
      }
      inputs.add(new ScriptInput(keys, NO_ARGS));
    }
    return inputs;
  }

  private static CompletableFuture<List<Session>> find(
      RedisCall call, List<ScriptInput> inputs, List<Long> userIds) {
    return call.<List<Object>, List<Session>>run(
        FIND, ScriptOutputType.MULTI, inputs, answers -> sessions(userIds, answers));
  }

  /** A user's answer is his hash: field, value, field, value... */
  private static List<Session> sessions(List<Long> userIds, List<List<Object>> answers) {
    List<Session> found = new ArrayList<>(userIds.size());
    Iterator<Long> users = userIds.iterator();
    for (List<Object> answer : answers) {
      for (Object hash : answer) {
        long userId = users.next();
        List<?> fields = (List<?>) hash;
        for (int i = 0; i < fields.size(); i += 2) {
          byte[] field = (byte[]) fields.get(i);
          if (SessionFields.isSession(field)) {
            byte[] value = (byte[]) fields.get(i + 1);
            found.add(SessionFields.session(userId, SessionFields.device(field), value));
          }
        }
      }
    }
    return found;
  }

  @Override
  public String epoch() {
    byte[] ours = UUID.randomUUID().toString().getBytes(UTF_8);
    byte[] standing =
        link.begin().one(redis -> NAME_EPOCH.run(redis, ScriptOutputType.VALUE, EPOCH, ours));
    return new String(standing, UTF_8);
  }

  /** The connection belongs to whoever made its factory. */
  @Override
  public void close() {}
}
