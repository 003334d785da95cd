package io.crossim.persistence.account.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.AccountStoreContract;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.redis.RedisFixture;
import io.crossim.persistence.redis.RedisLink;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class RedisAccountStoreTest extends AccountStoreContract {

  private static final RedisLink ONE = RedisFixture.link();
  private static final RedisLink TWO = RedisFixture.link();

  private final AccountStore store = new RedisAccountStore(ONE);
  private final long olderId = ThreadLocalRandom.current().nextLong(1, 1L << 40);
  private boolean second;

  @Override
  protected AccountStore open() {
    second = !second;
    return new RedisAccountStore(second ? ONE : TWO);
  }

  @Test
  void takesOverAnOlderAccountByItsId() {
    older(olderId, name("bob"));

    StoredAccount bob = new StoredAccount(olderId, name("bob"));
    assertThat(store.find(olderId)).contains(bob);
    assertThat(store.register(name("bob"))).isEqualTo(bob);
  }

  @Test
  void takesOverAnOlderAccountByItsName() {
    older(olderId, name("bob"));

    StoredAccount bob = new StoredAccount(olderId, name("bob"));
    assertThat(store.register(name("bob"))).isEqualTo(bob);
    assertThat(store.find(olderId)).contains(bob);
  }

  @Test
  void whatWasTakenOverStaysWithoutTheOldKeys() {
    older(olderId, name("bob"));
    store.register(name("bob"));
    ONE.begin().one(redis -> redis.del(bytes("cim-account:" + olderId)));
    ONE.begin().one(redis -> redis.del(bytes(name("bob"))));

    assertThat(store.find(olderId)).contains(new StoredAccount(olderId, name("bob")));
  }

  @Test
  void takesNothingOverThatDoesNotAgree() {
    set("cim-account:" + olderId, name("bob"));
    set(name("bob"), "cim-account:" + (olderId + 1));
    set(name("eve"), "cim-account:" + olderId);

    assertThat(store.find(olderId)).isEmpty();
    assertThat(store.find(olderId + 1)).isEmpty();
    assertThat(store.register(name("bob")).userId()).isNotIn(olderId, olderId + 1);
    assertThat(store.register(name("eve")).userId()).isNotIn(olderId, olderId + 1);
    assertThat(store.find(olderId)).isEmpty();
  }

  @Test
  void valuesOfOtherTypesDoNotAgree() {
    ONE.begin().one(redis -> redis.sadd(bytes("cim-account:" + olderId), bytes("x")));
    ONE.begin().one(redis -> redis.hset(bytes(name("set")), bytes("x"), bytes("y")));
    set("cim-account:" + (olderId + 1), name("set"));

    assertThat(store.find(olderId)).isEmpty();
    assertThat(store.find(olderId + 1)).isEmpty();
    assertThat(store.register(name("set")).userId()).isNotIn(olderId, olderId + 1);
  }

  @Test
  void brokenIdsAreNobodys() {
    for (String id : new String[] {"", "0", "-1", "007", "9007199254740992", "1e3", "x"}) {
      set(name("n" + id), "cim-account:" + id);
      set("cim-account:" + id, name("n" + id));
      assertThat(store.register(name("n" + id)).userId()).isGreaterThan(1_600_000_000_000L);
    }
  }

  @Test
  void aUserNamedLikeAnOlderKeyIsNobodyElse() {
    // A real account, and one that was named like that account's key: its keys mirror each other.
    older(olderId, name("bob"));
    String like = "cim-account:" + (olderId + 1);
    older(olderId + 2, like);

    assertThat(store.find(olderId + 1)).isEmpty();
    StoredAccount account = store.register(like);
    assertThat(account.userId()).isNotIn(olderId, olderId + 1, olderId + 2);
    assertThat(store.find(account.userId())).contains(account);

    StoredAccount posing = store.register("cim-account:" + olderId);
    assertThat(posing.userId()).isNotEqualTo(olderId);
    assertThat(store.find(olderId)).contains(new StoredAccount(olderId, name("bob")));
    assertThat(store.register(name("bob")).userId()).isEqualTo(olderId);
  }

  @Test
  void aUserNamedLikeAKeyOfOursIsNobodyElse() {
    StoredAccount ann = store.register(name("ann"));
    for (byte[] key :
        new byte[][] {
          AccountKeys.nameOf(ann.userId()), AccountKeys.idOf(name("ann")), AccountKeys.LAST_ID
        }) {
      StoredAccount posing = store.register(new String(key, UTF_8));
      assertThat(posing.userId()).isNotEqualTo(ann.userId());
      assertThat(store.find(posing.userId())).contains(posing);
    }
    assertThat(store.find(ann.userId())).contains(ann);
    assertThat(store.register(name("ann"))).isEqualTo(ann);
  }

  @Test
  void aRegistrationThatDiedHalfWayIsFinishedByTheNext() {
    set(new String(AccountKeys.idOf(name("ann")), UTF_8), Long.toString(olderId));
    assertThat(store.find(olderId)).isEmpty();

    StoredAccount ann = store.register(name("ann"));
    assertThat(ann.userId()).isEqualTo(olderId);
    assertThat(store.find(olderId)).contains(ann);
  }

  @Test
  void anIdThatIsAnotherNamesIsNotSharedWithIt() {
    StoredAccount ann = store.register(name("ann"));
    set(new String(AccountKeys.idOf(name("eve")), UTF_8), Long.toString(ann.userId()));

    StoredAccount eve = store.register(name("eve"));
    assertThat(eve.userId()).isNotEqualTo(ann.userId());
    assertThat(store.find(ann.userId())).contains(ann);
    assertThat(store.find(eve.userId())).contains(eve);
    assertThat(store.register(name("eve"))).isEqualTo(eve);
  }

  private static void older(long userId, String userName) {
    set("cim-account:" + userId, userName);
    set(userName, "cim-account:" + userId);
  }

  private static void set(String key, String value) {
    ONE.begin().one(redis -> redis.set(bytes(key), bytes(value)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
