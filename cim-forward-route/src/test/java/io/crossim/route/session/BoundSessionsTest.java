package io.crossim.route.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.session.BoundSessions.Claim;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundSessionsTest {

  private static final long ANN = 7;

  private final AtomicLong time = new AtomicLong();
  private final MemorySessionStore store = new MemorySessionStore(InstantSource.system());
  private final BoundSessions bound = new BoundSessions(store, ticker());

  private Ticker ticker() {
    return new Ticker() {
      @Override
      public long read() {
        return time.get();
      }
    };
  }

  private void bind(String device, long generation) {
    store.restore(List.of(new Session(ANN, device, "s:1:2", "a", generation, generation))).join();
  }

  private boolean isBound(long userId, long generation) {
    return bound.unbound(List.of(new Claim(userId, generation))).join().isEmpty();
  }

  @Test
  void onlyTheGenerationsInTheStoreAreBound() {
    bind("phone", 5);

    assertThat(isBound(ANN, 5)).isTrue();
    assertThat(isBound(ANN, 4)).isFalse();
    assertThat(isBound(ANN, 0)).isFalse();
    assertThat(isBound(8, 5)).isFalse();
  }

  @Test
  void everyDeviceHasASessionOfItsOwn() {
    bind("phone", 5);
    bind("desk", 6);

    assertThat(isBound(ANN, 5)).isTrue();
    assertThat(isBound(ANN, 6)).isTrue();
  }

  @Test
  void aSessionThatIsNewIsFoundAtOnce() {
    bind("phone", 5);
    assertThat(isBound(ANN, 5)).isTrue();

    bind("phone", 6);

    assertThat(isBound(ANN, 6)).isTrue();
  }

  @Test
  void whatTheStoreSaidIsForgotten() {
    bind("phone", 5);
    assertThat(isBound(ANN, 5)).isTrue();
    store.unbind(List.of(new SessionKey(ANN, "phone", 5))).join();
    time.addAndGet(Duration.ofSeconds(11).toNanos());

    assertThat(isBound(ANN, 5)).isFalse();
  }

  @Test
  void placesAreThoseInTheBatch() {
    bind("phone", 5);
    Claim good = new Claim(ANN, 5);
    Claim forged = new Claim(ANN, 6);

    assertThat(bound.unbound(List.of(good, forged, good, forged)).join().stream())
        .containsExactly(1, 3);
  }
}
