package io.crossim.persistence.session.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  private static final LuaScript NAME_EPOCH = LuaScript.load(RedisSessionStore.class, "epoch.lua");
  private static final byte[] EPOCH = "cim3:epoch".getBytes(UTF_8);

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

  @Override
  public List<Session> find(long userId) {
    return findAll(List.of(userId));
  }

  @Override
  public List<Session> findAll(Collection<Long> userIds) {
    List<Long> distinct = List.copyOf(new LinkedHashSet<>(userIds));
    List<Map<byte[], byte[]>> answers =
        link.begin().each(distinct, (redis, userId) -> redis.hgetall(SessionFields.key(userId)));
    List<Session> found = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      long userId = distinct.get(i);
      answers
          .get(i)
          .forEach(
              (field, value) -> {
                if (SessionFields.isSession(field)) {
                  found.add(SessionFields.session(userId, SessionFields.device(field), value));
                }
              });
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
