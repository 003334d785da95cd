package io.crossim.persistence.session.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.persistence.redis.LuaScript;
import io.crossim.persistence.redis.RedisCall;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.redis.ScriptInput;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.Watcher;
import io.lettuce.core.ScriptOutputType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Sessions in Redis. The key of a user outlives their sessions: it keeps the last generation given
 * to them, so that the next one is higher even on a replica whose clock is behind.
 *
 * <p>On Redis Cluster the epoch lies on one of the masters and speaks for all of them.
 */
public final class RedisSessionStore implements SessionStore {

  private static final LuaScript BIND =
      LuaScript.load(RedisSessionStore.class, "sessions.lua", "bind.lua");
  private static final LuaScript RESTORE =
      LuaScript.load(RedisSessionStore.class, "sessions.lua", "restore.lua");
  private static final LuaScript UNBIND = LuaScript.load(RedisSessionStore.class, "unbind.lua");
  private static final LuaScript FIND = LuaScript.load(RedisSessionStore.class, "find.lua");
  private static final LuaScript NAME_EPOCH = LuaScript.load(RedisSessionStore.class, "epoch.lua");
  private static final byte[] EPOCH = "cim3:epoch".getBytes(UTF_8);

  /** The users of one call of a script, during which Redis does nothing else. */
  private static final int USERS_PER_SCRIPT = 128;

  private final RedisLink link;
  private final RedisWatches watches;

  public RedisSessionStore(RedisLink link) {
    this.link = link;
    this.watches = new RedisWatches(link);
  }

  @Override
  public CompletableFuture<List<BindOutcome>> bind(List<BindAttempt> attempts) {
    List<ScriptInput> inputs =
        inputs(
            attempts,
            attempt -> attempt.claim().userId(),
            attempt -> {
              SessionClaim claim = attempt.claim();
              return List.of(
                  SessionFields.field(claim.device()),
                  SessionFields.number(attempt.expectedGeneration()),
                  SessionFields.number(claim.connection()),
                  SessionFields.word("incarnation", claim.incarnation()),
                  SessionFields.word("server", claim.server()));
            });
    return outcomes(
        BIND,
        inputs,
        attempts,
        (attempt, value) ->
            SessionFields.session(attempt.claim().userId(), attempt.claim().device(), value));
  }

  @Override
  public CompletableFuture<List<BindOutcome>> restore(List<Session> sessions) {
    List<ScriptInput> inputs =
        inputs(
            sessions,
            Session::userId,
            session ->
                List.of(
                    SessionFields.field(session.device()),
                    SessionFields.number(session.generation()),
                    SessionFields.value(session)));
    return outcomes(
        RESTORE,
        inputs,
        sessions,
        (session, value) -> SessionFields.session(session.userId(), session.device(), value));
  }

  /** Of each item a script answers whether it is bound, and the session that stands there. */
  private <I> CompletableFuture<List<BindOutcome>> outcomes(
      LuaScript script,
      List<ScriptInput> inputs,
      List<I> items,
      BiFunction<I, byte[], Session> session) {
    return link.begin()
        .<List<Object>, List<BindOutcome>>run(
            script,
            ScriptOutputType.MULTI,
            inputs,
            answers -> {
              List<BindOutcome> outcomes = new ArrayList<>(items.size());
              Iterator<I> asked = items.iterator();
              for (List<Object> answer : answers) {
                for (int i = 0; i < answer.size(); i += 2) {
                  outcomes.add(
                      new BindOutcome(
                          (Long) answer.get(i) == 1,
                          session.apply(asked.next(), (byte[]) answer.get(i + 1))));
                }
              }
              return outcomes;
            });
  }

  @Override
  public CompletableFuture<Void> unbind(List<SessionKey> sessions) {
    List<ScriptInput> inputs =
        inputs(
            sessions,
            SessionKey::userId,
            session ->
                List.of(
                    SessionFields.field(session.device()),
                    SessionFields.number(session.generation())));
    return link.begin().<Long, Void>run(UNBIND, ScriptOutputType.INTEGER, inputs, answers -> null);
  }

  /** A script that was sent again may have overtaken this call's first try; the second is later. */
  @Override
  public CompletableFuture<List<Session>> findAll(Collection<Long> userIds) {
    List<Long> distinct = List.copyOf(new LinkedHashSet<>(userIds));
    List<ScriptInput> inputs = inputs(distinct, Long::longValue, userId -> List.of());
    RedisCall call = link.begin();
    long before = link.scriptsSentAgain();
    return find(call, inputs, distinct)
        .thenCompose(
            found ->
                link.scriptsSentAgain() == before
                    ? CompletableFuture.completedFuture(found)
                    : find(call, inputs, distinct));
  }

  /** One input for each script: the keys of its items' users, and what each item adds. */
  private <I> List<ScriptInput> inputs(
      List<I> items, ToLongFunction<I> userId, Function<I, List<byte[]>> args) {
    int size = link.isCluster() ? 1 : USERS_PER_SCRIPT;
    List<ScriptInput> inputs = new ArrayList<>(items.size() / size + 1);
    for (int from = 0; from < items.size(); from += size) {
      List<I> some = items.subList(from, Math.min(items.size(), from + size));
      byte[][] keys = new byte[some.size()][];
      List<byte[]> added = new ArrayList<>();
      for (int i = 0; i < keys.length; i++) {
        keys[i] = SessionFields.key(userId.applyAsLong(some.get(i)));
        added.addAll(args.apply(some.get(i)));
      }
      inputs.add(new ScriptInput(keys, added.toArray(byte[][]::new)));
    }
    return inputs;
  }

  private static CompletableFuture<List<Session>> find(
      RedisCall call, List<ScriptInput> inputs, List<Long> userIds) {
    return call.<List<Object>, List<Session>>run(
        FIND, ScriptOutputType.MULTI, inputs, answers -> SessionFields.sessions(userIds, answers));
  }

  @Override
  public CompletableFuture<Void> watch(Watcher watcher, Collection<Long> userIds) {
    return watches.watch(watcher, userIds);
  }

  @Override
  public CompletableFuture<List<Watch>> watchers(Collection<Long> userIds) {
    return watches.watchers(userIds);
  }

  @Override
  public String epoch() {
    byte[] ours = UUID.randomUUID().toString().getBytes(UTF_8);
    byte[] standing =
        link.begin().one(redis -> NAME_EPOCH.run(redis, ScriptOutputType.VALUE, EPOCH, ours));
    return new String(standing, UTF_8);
  }

  /** Both stores of one link send their commands over its one connection. */
  @Override
  public Object orderedBy() {
    return link;
  }

  /** Closes nothing: the connection belongs to the maker of its factory. */
  @Override
  public void close() {}
}
