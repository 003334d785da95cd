package io.crossim.persistence.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.persistence.session.SessionStore.BindAttempt;
import io.crossim.persistence.session.SessionStore.BindOutcome;
import io.crossim.persistence.session.SessionStore.SessionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every session store does. */
public abstract class SessionStoreContract {

  private static final String SERVER = "10.0.0.1:11211:8081";
  private static final String V2 = "v2";

  private final long user = ThreadLocalRandom.current().nextLong(1, 1L << 52);
  private SessionStore store;
  private SessionStore other;

  /** A store over the same content as every other one that this instance opens. */
  protected abstract SessionStore open() throws Exception;

  @BeforeEach
  void openTwo() throws Exception {
    store = open();
    other = open();
  }

  @AfterEach
  void closeTwo() {
    store.close();
    other.close();
  }

  @Test
  void aFirstClaimIsBoundAndFoundThroughAnyStore() {
    BindOutcome outcome = bind(claim(1), 0);

    assertThat(outcome.bound()).isTrue();
    assertThat(outcome.session()).isEqualTo(claim(1).generation(outcome.session().generation()));
    assertThat(outcome.session().generation()).isPositive().isLessThan(1L << 53);
    assertThat(Await.result(store.find(user))).containsExactly(outcome.session());
    assertThat(Await.result(other.find(user))).containsExactly(outcome.session());
  }

  @Test
  void aClaimThatExpectsNobodyIsRefusedWhereSomebodyIs() {
    Session first = bind(claim(1), 0).session();

    assertThat(bind(claim(2), 0)).isEqualTo(new BindOutcome(false, first));
    assertThat(bind(claim(2), first.generation() - 1)).isEqualTo(new BindOutcome(false, first));
    assertThat(Await.result(store.find(user))).containsExactly(first);
  }

  @Test
  void aClaimThatExpectsTheOneThatStandsReplacesIt() {
    Session first = bind(claim(1), 0).session();
    BindOutcome second = bind(claim(2), first.generation());

    assertThat(second.bound()).isTrue();
    assertThat(second.session().generation()).isGreaterThan(first.generation());
    assertThat(Await.result(store.find(user))).containsExactly(second.session());
  }

  @Test
  void anExpectedSessionThatIsGoneIsInNobodysWay() {
    Session first = bind(claim(1), 0).session();
    unbind(first.generation());

    BindOutcome second = bind(claim(2), first.generation());
    assertThat(second.bound()).isTrue();
    assertThat(second.session().generation()).isGreaterThan(first.generation());
  }

  @Test
  void aRepeatedBindKeepsItsGeneration() {
    BindOutcome first = bind(claim(1), 0);

    assertThat(bind(claim(1), 0)).isEqualTo(first);
    assertThat(bind(claim(1), first.session().generation())).isEqualTo(first);
  }

  @Test
  void theSameConnectionNumberOfAnotherProcessIsAnotherConnection() {
    Session first = bind(claim(1), 0).session();
    SessionClaim reborn = new SessionClaim(user, V2, SERVER, "other", 1);

    assertThat(bind(reborn, 0)).isEqualTo(new BindOutcome(false, first));
    assertThat(bind(reborn, first.generation()).session())
        .isEqualTo(reborn.generation(Await.result(store.find(user)).get(0).generation()));
  }

  @Test
  void devicesHaveSessionsOfTheirOwn() {
    Session phone = bind(claim("phone", 1), 0).session();
    Session desk = bind(claim("d:last", 2), 0).session();
    Session last = bind(claim("last", -3), 0).session();
    Session none = bind(claim("", 4), 0).session();

    assertThat(Await.result(store.find(user))).containsExactlyInAnyOrder(phone, desk, last, none);
    Await.result(store.unbind(List.of(new SessionKey(user, "last", last.generation()))));
    assertThat(Await.result(store.find(user))).containsExactlyInAnyOrder(phone, desk, none);
  }

  @Test
  void theLateEndOfAnOldSessionDoesNothing() {
    Session first = bind(claim(1), 0).session();
    Session second = bind(claim(2), first.generation()).session();

    unbind(first.generation());
    assertThat(Await.result(store.find(user))).containsExactly(second);
    unbind(second.generation());
    assertThat(Await.result(store.find(user))).isEmpty();
    unbind(second.generation());
    assertThat(Await.result(store.find(user))).isEmpty();
  }

  @Test
  void generationsGoUpWhenNoSessionIsLeft() {
    long last = 0;
    for (int i = 0; i < 20; i++) {
      Session session = bind(claim(i), 0).session();
      assertThat(session.generation()).isGreaterThan(last);
      last = session.generation();
      unbind(last);
    }
  }

  @Test
  void restoresWhatTheStoreLost() {
    Session lost = claim(1).generation(1234);

    assertThat(restore(lost)).isEqualTo(new BindOutcome(true, lost));
    assertThat(restore(lost)).isEqualTo(new BindOutcome(true, lost));
    assertThat(Await.result(other.find(user))).containsExactly(lost);
  }

  @Test
  void restoresNothingOverANewerSession() {
    Session newer = bind(claim(2), 0).session();
    Session older = claim(1).generation(newer.generation() - 1);

    assertThat(restore(older)).isEqualTo(new BindOutcome(false, newer));
    assertThat(Await.result(store.find(user))).containsExactly(newer);
  }

  @Test
  void restoresOverAnOlderSession() {
    Session older = bind(claim(1), 0).session();
    Session newer = claim(2).generation(older.generation() + 1);

    assertThat(restore(newer)).isEqualTo(new BindOutcome(true, newer));
    assertThat(Await.result(store.find(user))).containsExactly(newer);
  }

  @Test
  void generationsGivenLaterAreHigherThanThoseRestored() {
    long ahead = System.currentTimeMillis() + 1_000_000_000_000L;
    restore(claim(1).generation(ahead));
    unbind(ahead);

    assertThat(bind(claim(2), 0).session().generation()).isGreaterThan(ahead);
  }

  @Test
  void aBatchHasOneOutcomePerItemInOrder() {
    List<BindAttempt> attempts =
        LongStream.range(0, 500)
            .mapToObj(i -> new SessionClaim(user + i, V2, SERVER, "process", i))
            .map(claim -> new BindAttempt(claim, 0))
            .toList();
    List<BindOutcome> outcomes = Await.result(store.bind(attempts));

    assertThat(outcomes).hasSize(500).allMatch(BindOutcome::bound);
    List<Session> sessions = outcomes.stream().map(BindOutcome::session).toList();
    assertThat(sessions).extracting(Session::connection).isSorted();
    List<Long> users = sessions.stream().map(Session::userId).toList();
    assertThat(Await.result(store.findAll(users))).containsExactlyInAnyOrderElementsOf(sessions);
    assertThat(Await.result(store.restore(sessions))).isEqualTo(outcomes);
    Await.result(
        store.unbind(
            sessions.stream()
                .map(s -> new SessionKey(s.userId(), s.device(), s.generation()))
                .toList()));
    assertThat(Await.result(store.findAll(users))).isEmpty();
  }

  @Test
  void claimsOfOneUserInOneBatchFollowEachOther() {
    List<BindOutcome> outcomes =
        Await.result(
            store.bind(
                List.of(
                    new BindAttempt(claim(1), 0),
                    new BindAttempt(claim(2), 0),
                    new BindAttempt(claim("phone", 3), 0))));

    assertThat(outcomes).extracting(BindOutcome::bound).containsExactly(true, false, true);
    assertThat(outcomes.get(1).session()).isEqualTo(outcomes.get(0).session());
    assertThat(outcomes.get(2).session().generation())
        .isGreaterThan(outcomes.get(0).session().generation());
  }

  @Test
  void emptyBatchesDoNothing() {
    assertThat(Await.result(store.bind(List.of()))).isEmpty();
    assertThat(Await.result(store.restore(List.of()))).isEmpty();
    assertThat(Await.result(store.findAll(List.of()))).isEmpty();
    Await.result(store.unbind(List.of()));
  }

  @Test
  void aUserAskedForTwiceIsFoundOnce() {
    Session session = bind(claim(1), 0).session();

    assertThat(Await.result(store.findAll(List.of(user, user, user + 1)))).containsExactly(session);
  }

  @Test
  void ofManyClaimsAtTheSameInstantOneIsBound() throws Exception {
    Session first = bind(claim(0), 0).session();
    List<BindOutcome> outcomes = race(32, first.generation());

    assertThat(outcomes).filteredOn(BindOutcome::bound).hasSize(1);
    assertThat(outcomes)
        .extracting(BindOutcome::session)
        .containsOnly(Await.result(store.find(user)).get(0));
  }

  @Test
  void theEpochIsTheSameForAll() {
    assertThat(store.epoch()).isNotBlank().isEqualTo(store.epoch()).isEqualTo(other.epoch());
  }

  private List<BindOutcome> race(int count, long expected) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<BindOutcome>> running = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        BindAttempt attempt = new BindAttempt(claim(i), expected);
        SessionStore one = i % 2 == 0 ? store : other;
        Callable<BindOutcome> call =
            () -> {
              start.await();
              return Await.result(one.bind(List.of(attempt))).get(0);
            };
        running.add(threads.submit(call));
      }
      start.countDown();
      List<BindOutcome> outcomes = new ArrayList<>();
      for (Future<BindOutcome> future : running) {
        outcomes.add(future.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void watchersAreToldThroughAnyStore() {
    Watcher first = new Watcher(SERVER, "process");
    Watcher second = new Watcher(SERVER, "its successor");
    Await.result(store.watch(first, List.of(user, user + 1, user)));
    Await.result(other.watch(second, List.of(user)));
    Await.result(other.watch(first, List.of(user)));

    assertThat(Await.result(other.watchers(List.of(user, user + 1, user + 2, user))))
        .containsExactlyInAnyOrder(
            new SessionStore.Watch(user, first),
            new SessionStore.Watch(user, second),
            new SessionStore.Watch(user + 1, first));
    assertThat(Await.result(store.watchers(List.of()))).isEmpty();
    assertThat(Await.result(store.find(user))).isEmpty();
  }

  @Test
  void manyUsersAreWatchedInOneCall() {
    Watcher watcher = new Watcher(SERVER, "process");
    List<Long> users = LongStream.range(user, user + 300).boxed().toList();
    Await.result(store.watch(watcher, users));
    assertThat(Await.result(store.watchers(users)))
        .extracting(SessionStore.Watch::userId)
        .containsExactlyInAnyOrderElementsOf(users);
  }

  private SessionClaim claim(long connection) {
    return claim(V2, connection);
  }

  private SessionClaim claim(String device, long connection) {
    return new SessionClaim(user, device, SERVER, "process", connection);
  }

  private BindOutcome bind(SessionClaim claim, long expected) {
    return Await.result(store.bind(List.of(new BindAttempt(claim, expected)))).get(0);
  }

  private BindOutcome restore(Session session) {
    return Await.result(store.restore(List.of(session))).get(0);
  }

  private void unbind(long generation) {
    Await.result(store.unbind(List.of(new SessionKey(user, V2, generation))));
  }
}
