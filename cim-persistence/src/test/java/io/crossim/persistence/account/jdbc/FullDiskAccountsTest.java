package io.crossim.persistence.account.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.SmallFileSystem;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.StoredAccount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded accounts on a file system that is full or gone, and then well again. */
class FullDiskAccountsTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path directory;

  @Test
  void nothingIsLostWhenTheDiskIsFullAndFreeAgain() throws Exception {
    try (SmallFileSystem disk = SmallFileSystem.mount(directory, 4);
        AccountStore store = JdbcAccountStore.embedded(directory.resolve("data"))) {
      assertThat(disk).isNotNull();
      List<StoredAccount> accounts = new ArrayList<>();
      Path other = directory.resolve("other");
      fill(other);
      assertThatThrownBy(() -> registerForEver(store, accounts))
          .isInstanceOf(UnavailableException.class);
      assertThat(store.trouble()).hasValueSatisfying(why -> assertThat(why).contains("space"));
      assertThatThrownBy(() -> store.register("another")).isInstanceOf(UnavailableException.class);

      Files.delete(other);

      await().atMost(SOON).until(() -> store.trouble().isEmpty());
      assertThat(store.register("another").userName()).isEqualTo("another");
      assertThat(accounts)
          .allSatisfy(account -> assertThat(store.find(account.userId())).contains(account));
    }
  }

  @Test
  void aFileThatIsGoneIsToldAndNothingIsAccepted() throws Exception {
    Path data = directory.resolve("data");
    try (AccountStore store = JdbcAccountStore.embedded(data)) {
      StoredAccount ann = store.register("ann");
      Files.move(data, directory.resolve("away"));
      await().atMost(SOON).until(() -> store.trouble().isPresent());
      assertThat(store.trouble()).hasValueSatisfying(why -> assertThat(why).contains("restart"));
      assertThatThrownBy(() -> store.register("bob")).isInstanceOf(UnavailableException.class);
      assertThatThrownBy(() -> store.revoke(ann.userId())).isInstanceOf(UnavailableException.class);

      Files.move(directory.resolve("away"), data);
      await().atMost(SOON).until(() -> store.trouble().isEmpty());
      assertThat(store.register("bob").userId()).isGreaterThan(ann.userId());
      assertThat(store.find(ann.userId())).contains(ann);
    }
  }

  private static void registerForEver(AccountStore store, List<StoredAccount> accounts) {
    for (int i = 0; ; i++) {
      accounts.add(store.register("user " + i));
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[4_096];
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("space");
    }
  }
}
