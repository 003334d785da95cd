package io.crossim.route.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.persistence.session.memory.MemorySessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundSessionsTest {

  private static final long ANN = 7;

  private final AtomicLong time = new AtomicLong();
  private final MemorySessionStore store = new MemorySessionStore(java.time.InstantSource.system());
  private final BoundSessions bound = new BoundSessions(store, ticker());

  private com.google.common.base.Ticker ticker() {
    return new com.google.common.base.Ticker() {
      @Override
      public long read() {
        return time.get();
      }
    };
  }

  private void bind(String device, long generation) {
    store.restore(List.of(new Session(ANN, device, "s:1:2", "a", generation, generation))).join();
  }

  @Test
  void nobodyIsBoundBeforeTheStoreHasSaidSo() {
    bind("phone", 5);

    assertThat(bound.isBound(ANN, 5)).isFalse();
    bound.lookUp(Set.of(ANN)).join();
    assertThat(bound.isBound(ANN, 5)).isTrue();
    assertThat(bound.isBound(ANN, 4)).isFalse();
    assertThat(bound.isBound(ANN, 0)).isFalse();
    assertThat(bound.isBound(8, 5)).isFalse();
  }

  @Test
  void everyDeviceHasASessionOfItsOwn() {
    bind("phone", 5);
    bind("desk", 6);
    bound.lookUp(Set.of(ANN)).join();

    assertThat(bound.isBound(ANN, 5)).isTrue();
    assertThat(bound.isBound(ANN, 6)).isTrue();
  }

  @Test
  void whatTheStoreSaidIsForgotten() {
    bind("phone", 5);
    bound.lookUp(Set.of(ANN)).join();
    store.unbind(List.of(new SessionKey(ANN, "phone", 5))).join();
    time.addAndGet(Duration.ofSeconds(11).toNanos());

    assertThat(bound.isBound(ANN, 5)).isFalse();
    bound.lookUp(Set.of(ANN)).join();
    assertThat(bound.isBound(ANN, 5)).isFalse();
  }
}
