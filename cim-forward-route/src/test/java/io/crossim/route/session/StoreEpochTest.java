package io.crossim.route.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.session.memory.MemorySessionStore;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StoreEpochTest {

  @Test
  void saysWhereTheStoreIsAndWhyItCannotBeUsed() throws Exception {
    AtomicBoolean usable = new AtomicBoolean();
    try (MemorySessionStore store = new MemorySessionStore(InstantSource.system());
        StoreEpoch epoch =
            new StoreEpoch(
                store,
                "Redis at 10.1.2.3:6379",
                () -> {
                  if (!usable.get()) {
                    throw new UnavailableException(
                        "Redis refuses our user name or password",
                        new IllegalStateException("WRONGPASS invalid username-password pair"));
                  }
                })) {
      epoch.start();

      await().until(() -> epoch.trouble().startsWith("Redis at"));
      assertThat(epoch.trouble())
          .isEqualTo(
              "Redis at 10.1.2.3:6379: Redis refuses our user name or password:"
                  + " WRONGPASS invalid username-password pair");
      assertThat(epoch.current()).isEmpty();
      usable.set(true);
      epoch.await();
      assertThat(epoch.trouble()).isEmpty();
      assertThat(epoch.current()).isNotEmpty();
    }
  }

  @Test
  void saysTheAddressOnce() {
    try (MemorySessionStore store = new MemorySessionStore(InstantSource.system());
        StoreEpoch epoch =
            new StoreEpoch(
                store,
                "Redis at localhost:6379",
                () -> {
                  throw new UnavailableException(
                      "Redis cannot be reached",
                      new IllegalStateException("Connection refused: localhost/127.0.0.1:6379"));
                })) {
      epoch.start();

      await().until(() -> epoch.trouble().startsWith("Redis at"));
      assertThat(epoch.trouble())
          .isEqualTo("Redis at localhost:6379: Redis cannot be reached: Connection refused");
    }
  }
}
