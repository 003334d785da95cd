package io.crossim.route.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

  private final MemoryAccountStore store = new MemoryAccountStore(InstantSource.system());
  private final Accounts accounts = new Accounts(store);

  @Test
  void namesThatLookTheSameAreOneAccount() {
    StoredAccount eva = accounts.register("éva", null);

    assertThat(eva.userName()).isEqualTo("éva");
    assertThat(accounts.register("e\u0301va", null)).isEqualTo(eva);
    assertThat(accounts.register(" éva ", null)).isEqualTo(eva);
    assertThat(accounts.require(eva.userId(), "e\u0301va ")).isEqualTo(eva);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob\u200b", "\u3164", "system", "bob "})
  void anAccountFromBeforeKeepsItsName(String name) {
    StoredAccount older = store.register(name);

    assertThat(accounts.register(name, null)).isEqualTo(older);
    assertThat(accounts.require(older.userId(), name)).isEqualTo(older);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob\u200b", "\u3164", "system"})
  void aNewAccountGetsNoSuchName(String name) {
    assertThatThrownBy(() -> accounts.register(name, null))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.INVALID_ARGUMENT));
    assertThat(store.find(name)).isEmpty();
  }

  /** Whoever it was registered by, it stands for everybody whose name got lost on the way. */
  @Test
  void aNameThatGotLostFindsNobody() {
    StoredAccount older = store.register("\ufffd\ufffd");

    assertThatThrownBy(() -> accounts.register("\ufffd\ufffd", null))
        .isInstanceOf(CimException.class);
    assertThat(accounts.require(older.userId(), "\ufffd\ufffd")).isEqualTo(older);
  }
}
