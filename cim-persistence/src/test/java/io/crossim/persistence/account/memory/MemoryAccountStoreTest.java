package io.crossim.persistence.account.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.AccountStoreContract;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MemoryAccountStoreTest extends AccountStoreContract {

  private final AccountStore content = new MemoryAccountStore(InstantSource.system());

  @Override
  protected AccountStore open() {
    return content;
  }

  @Test
  void idsGoUpWhileTheClockStandsOrGoesBack() {
    MemoryAccountStore store =
        new MemoryAccountStore(InstantSource.fixed(Instant.ofEpochMilli(1000)));

    assertThat(store.register("a").userId()).isEqualTo(1000);
    assertThat(store.register("b").userId()).isEqualTo(1001);
  }
}
