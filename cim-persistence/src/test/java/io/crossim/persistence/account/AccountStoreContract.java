package io.crossim.persistence.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every account store does. */
public abstract class AccountStoreContract {

  private final String unique = UUID.randomUUID().toString().substring(0, 8);
  private AccountStore store;
  private AccountStore other;

  /** A store over the same content as every other one that this instance opens. */
  protected abstract AccountStore open() throws Exception;

  @BeforeEach
  void openTwo() throws Exception {
    store = open();
    other = open();
  }

  @AfterEach
  void closeTwo() {
    if (other != null) {
      store.close();
      other.close();
    }
  }

  protected String name(String name) {
    return name + "-" + unique;
  }

  @Test
  void findsWhatWasRegisteredThroughAnyStore() {
    StoredAccount account = store.register(name("ann"));

    assertThat(account.userName()).isEqualTo(name("ann"));
    assertThat(UserIds.isValid(account.userId())).isTrue();
    assertThat(store.find(account.userId())).contains(account);
    assertThat(other.find(account.userId())).contains(account);
  }

  @Test
  void aNameThatExistsKeepsItsId() {
    StoredAccount first = store.register(name("ann"));

    assertThat(store.register(name("ann"))).isEqualTo(first);
    assertThat(other.register(name("ann"))).isEqualTo(first);
  }

  @Test
  void findsANameToTheLetterAndRegistersNone() {
    StoredAccount account = store.register(name("ann") + " ");

    assertThat(other.find(name("ann") + " ")).contains(account);
    assertThat(other.find(name("ann"))).isEmpty();
    assertThat(store.find(name("ann"))).isEmpty();
  }

  @Test
  void knowsNoUnknownIds() {
    assertThat(store.find(1)).isEmpty();
    assertThat(store.find(0)).isEmpty();
    assertThat(store.find(-7)).isEmpty();
    assertThat(store.find(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void comparesNamesToTheLetter() {
    List<String> names =
        List.of(name("Ann"), name("ann"), name("ann") + " ", " " + name("ann"), name("änn"));
    List<Long> ids = names.stream().map(store::register).map(StoredAccount::userId).toList();

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(names).allSatisfy(n -> assertThat(ids).contains(other.register(n).userId()));
  }

  @Test
  void takesTheLongestNamesAndThoseThatLookLikeKeysOrQueries() {
    String longest = "😀".repeat(56) + unique;
    List<String> names =
        List.of(
            longest,
            "cim-account:" + unique,
            "cim3:{u1}:account" + unique,
            "'; DROP TABLE cim_account; -- " + unique,
            "*%_{}" + unique);
    for (String n : names) {
      StoredAccount account = store.register(n);
      assertThat(account.userName()).isEqualTo(n);
      assertThat(other.find(account.userId())).contains(account);
    }
  }

  @Test
  void idsGoUp() {
    long first = store.register(name("first")).userId();
    long second = other.register(name("second")).userId();
    long third = store.register(name("third")).userId();

    assertThat(second).isGreaterThan(first);
    assertThat(third).isGreaterThan(second);
  }

  @Test
  void twoHundredAtOnceGetIdsOfTheirOwn() throws Exception {
    List<StoredAccount> accounts =
        atOnce(200, i -> (i % 2 == 0 ? store : other).register(name("user" + i)));

    assertThat(accounts).extracting(StoredAccount::userId).doesNotHaveDuplicates();
    assertThat(accounts)
        .allSatisfy(account -> assertThat(other.find(account.userId())).contains(account));
  }

  @Test
  void oneNameAtTheSameInstantIsOneAccount() throws Exception {
    List<StoredAccount> accounts =
        atOnce(64, i -> (i % 2 == 0 ? store : other).register(name("same" + i / 16)));

    assertThat(accounts.stream().distinct()).hasSize(4);
    assertThat(accounts.stream().map(StoredAccount::userId).distinct()).hasSize(4);
  }

  @Test
  void whoRegistersFirstDecidesWhetherThereIsAPassword() {
    StoredAccount secured = store.register(name("ann"), "hash-1");
    StoredAccount open = store.register(name("bob"));

    assertThat(secured.credential()).isEqualTo(new Credential("hash-1", 1));
    assertThat(other.find(secured.userId())).contains(secured);
    assertThat(other.register(name("ann"), "hash-2")).isEqualTo(secured);
    assertThat(other.register(name("ann"))).isEqualTo(secured);
    assertThat(other.register(name("bob"), "hash-2")).isEqualTo(open);
    assertThat(open.credential()).isNull();
  }

  @Test
  void oneNameAtTheSameInstantHasOneCredential() throws Exception {
    List<StoredAccount> accounts =
        atOnce(
            16,
            i -> (i % 2 == 0 ? store : other).register(name("ann"), i % 3 == 0 ? null : "h" + i));

    assertThat(accounts).containsOnly(accounts.get(0));
    assertThat(store.find(accounts.get(0).userId())).contains(accounts.get(0));
  }

  @Test
  void aPasswordIsChangedOnceForEachVersion() {
    StoredAccount account = store.register(name("ann"), "hash-1");

    assertThat(other.changePassword(account.userId(), 1, "hash-2")).isTrue();
    assertThat(store.changePassword(account.userId(), 1, "hash-3")).isFalse();
    assertThat(store.find(account.userId()).orElseThrow().credential())
        .isEqualTo(new Credential("hash-2", 2));
  }

  @Test
  void revokingKeepsThePassword() {
    StoredAccount account = store.register(name("ann"), "a $ hash");

    assertThat(other.revoke(account.userId())).isTrue();
    assertThat(store.find(account.userId()).orElseThrow().credential())
        .isEqualTo(new Credential("a $ hash", 2));
  }

  @Test
  void anAccountIsGivenItsFirstPasswordOnce() throws Exception {
    StoredAccount account = store.register(name("bob"));

    List<Boolean> given =
        atOnce(8, i -> (i % 2 == 0 ? store : other).givePassword(account.userId(), "hash-" + i));

    assertThat(given).containsOnlyOnce(true);
    Credential first = new Credential("hash-" + given.indexOf(true), 1);
    assertThat(other.find(account.userId()).orElseThrow().credential()).isEqualTo(first);
    assertThat(store.register(name("bob")).credential()).isEqualTo(first);
    assertThat(store.changePassword(account.userId(), 1, "a later one")).isTrue();
  }

  @Test
  void nobodyElseIsGivenAFirstPassword() {
    StoredAccount account = store.register(name("ann"), "hash-1");

    assertThat(store.givePassword(account.userId(), "hash-2")).isFalse();
    assertThat(store.givePassword(account.userId() + 1, "hash-2")).isFalse();
    assertThat(store.find(account.userId())).contains(account);
    assertThat(store.find(account.userId() + 1)).isEmpty();
  }

  @Test
  void thereIsNothingToChangeWithoutAPassword() {
    StoredAccount account = store.register(name("bob"));

    assertThat(store.changePassword(account.userId(), 0, "hash")).isFalse();
    assertThat(store.revoke(account.userId())).isFalse();
    assertThat(store.revoke(account.userId() + 1)).isFalse();
    assertThat(store.find(account.userId())).contains(account);
  }

  private interface Nth<T> {
    T call(int i);
  }

  private static <T> List<T> atOnce(int count, Nth<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int n = i;
        Callable<T> call =
            () -> {
              start.await();
              return task.call(n);
            };
        running.add(threads.submit(call));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : running) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
