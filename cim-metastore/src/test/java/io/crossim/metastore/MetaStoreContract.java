package io.crossim.metastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link MetaStore} does. */
public abstract class MetaStoreContract {

  protected static final ServerNode ONE = new ServerNode("10.0.0.1", 11211, 8081, "one");
  protected static final ServerNode TWO = new ServerNode("10.0.0.2", 11211, 8081, "two");
  protected static final RouteNode ROUTE = new RouteNode("10.0.0.3", 8083, "route");

  private final List<MetaStore> opened = new ArrayList<>();

  protected abstract MetaStoreSettings settings();

  /** A store that sees what other stores of this test register, where the kind can do that. */
  protected final MetaStore open() {
    return open(settings());
  }

  protected final MetaStore open(MetaStoreSettings settings) {
    MetaStore store = MetaStores.open(settings);
    opened.add(store);
    return store;
  }

  @AfterEach
  final void closeStores() throws Exception {
    opened.forEach(MetaStore::close);
    stopBackend();
  }

  /** Called when the stores are closed. */
  protected void stopBackend() throws Exception {}

  @Test
  void aRegisteredServerIsListed() {
    MetaStore store = open();
    Registration registration = store.register(ONE);

    awaitServers(store, ONE);
    await().until(registration::isRegistered);
  }

  @Test
  void serversAreSortedByNameAndTheListIsImmutable() {
    MetaStore store = open();
    store.register(TWO);
    store.register(ONE);

    awaitServers(store, ONE, TWO);
    assertThat(store.servers().current()).isUnmodifiable();
  }

  @Test
  void routesAndServersAreListsOfTheirOwn() {
    MetaStore store = open();
    store.register(ONE);
    store.register(ROUTE);

    await().untilAsserted(() -> assertThat(store.routes().current()).containsExactly(ROUTE));
    awaitServers(store, ONE);
  }

  @Test
  void thereIsASecretWhichStays() {
    MetaStore store = open();

    await().until(() -> store.secrets().current().size() == 1);

    List<String> secrets = store.secrets().current();
    assertThat(secrets.get(0)).hasSize(43);
    store.register(ONE);
    awaitServers(store, ONE);
    assertThat(store.secrets().current()).isEqualTo(secrets);
  }

  @Test
  void aClosedRegistrationIsGoneAtOnceAndCloseIsIdempotent() {
    MetaStore store = open();
    Registration one = store.register(ONE);
    store.register(TWO);
    awaitServers(store, ONE, TWO);

    one.close();
    one.close();

    assertThat(one.isRegistered()).isFalse();
    awaitServers(store, TWO);
  }

  @Test
  void aClosedRegistrationMayComeBack() {
    MetaStore store = open();
    store.register(ONE).close();
    Registration again = store.register(ONE);

    await().until(again::isRegistered);
    awaitServers(store, ONE);
  }

  @Test
  void theLaterRegistrationOfANameWinsAndTheEarlierTakesNothingAway() {
    MetaStore store = open();
    Registration early = store.register(ONE);
    await().until(early::isRegistered);
    ServerNode restarted = new ServerNode("10.0.0.1", 11211, 8081, "restarted");
    store.register(restarted);
    awaitServers(store, restarted);

    early.close();
    store.register(TWO);

    awaitServers(store, restarted, TWO);
  }

  @Test
  void aListenerGetsTheListAtTheStartAndEachChangeInOrder() {
    MetaStore store = open();
    List<List<ServerNode>> seen = new CopyOnWriteArrayList<>();
    store.servers().onChange(seen::add);
    Registration one = store.register(ONE);
    await().until(() -> seen.contains(List.of(ONE)));
    store.register(TWO);
    await().until(() -> seen.contains(List.of(ONE, TWO)));
    one.close();

    await()
        .untilAsserted(
            () ->
                assertThat(seen)
                    .containsExactly(List.of(), List.of(ONE), List.of(ONE, TWO), List.of(TWO)));
  }

  @Test
  void aListenerThatThrowsStopsNoOther() {
    MetaStore store = open();
    List<List<ServerNode>> seen = new CopyOnWriteArrayList<>();
    try (LogLines lines = new LogLines().unseen()) {
      store
          .servers()
          .onChange(
              list -> {
                throw new IllegalStateException("on purpose");
              });
      store.servers().onChange(seen::add);
      store.register(ONE);

      await().until(() -> seen.contains(List.of(ONE)));
      assertThat(lines.errors("A listener of /cim failed")).isNotEmpty();
    }
  }

  @Test
  void tasksRunAfterTheRegistrationAndAtOnceIfItStands() {
    MetaStore store = open();
    List<String> ran = new CopyOnWriteArrayList<>();
    Registration registration = store.register(ONE);
    registration.onRegistered(() -> ran.add("early"));
    await().until(registration::isRegistered);
    registration.onRegistered(() -> ran.add("late"));

    await().untilAsserted(() -> assertThat(ran).containsExactly("early", "late"));
  }

  @Test
  void aTaskMayCloseItsRegistration() {
    MetaStore store = open();
    Registration registration = store.register(ONE);
    store.register(TWO);
    registration.onRegistered(registration::close);

    awaitServers(store, TWO);
    await().until(() -> !registration.isRegistered());
  }

  @Test
  void aClosedStoreHoldsNothingAndCloseIsIdempotent() {
    MetaStore store = open();
    Registration registration = store.register(ONE);
    await().until(registration::isRegistered);

    store.close();
    store.close();
    registration.close();

    assertThat(registration.isRegistered()).isFalse();
  }

  protected static void awaitServers(MetaStore store, ServerNode... expected) {
    Watched<ServerNode> servers = store.servers();
    await().untilAsserted(() -> assertThat(servers.current()).containsExactly(expected));
  }
}
