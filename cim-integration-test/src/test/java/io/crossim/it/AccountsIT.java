package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.cluster.RedisLine;
import io.crossim.it.client.Answer;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.SharedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts keep their ids, whoever registers at whatever moment. */
@ExtendWith(SharedCluster.class)
class AccountsIT {

  private static final long BROWSER_LIMIT = 1L << 53;

  @Test
  void registrationsAtOnceOnTwoRoutesGetDifferentIds(CimCluster cluster) throws Exception {
    List<User> users = atOnce(200, i -> cluster.route(i % 2).registerAs(Route.uniqueName("crowd")));
    assertThat(users).extracting(User::id).doesNotHaveDuplicates();
    assertThat(users)
        .allSatisfy(user -> assertThat(user.id()).isPositive().isLessThan(BROWSER_LIMIT));
  }

  @Test
  void nameRegisteredTwiceAtOnceIsOneAccount(CimCluster cluster) throws Exception {
    String name = Route.uniqueName("twin");
    List<User> users = atOnce(20, i -> cluster.route(i % 2).registerAs(name));
    assertThat(users).extracting(User::id).containsOnly(users.get(0).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cim-account:1",
        "cim-route:1",
        "cim:account:id",
        "{cim}",
        "a:b:c",
        "*",
        "with space and {braces}",
        "名字😀",
        "'; DROP TABLE account; --"
      })
  void nameLikeAStoreKeyIsANameLikeAnyOther(String name, CimCluster cluster) {
    User user = cluster.route(0).registerAs(name);
    assertThat(user.name()).isEqualTo(name);
    assertThat(cluster.route(1).registerAs(name)).isEqualTo(user);
    try (V2Client client = V2Client.online(cluster.route(1), user)) {
      assertThat(cluster.route(0).onlineNames()).contains(name);
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void loginWithAnotherNameIsRefused(CimCluster cluster) {
    Route route = cluster.route(0);
    User ana = route.register("ana");
    Answer answer = route.login(new User(ana.id(), "somebody else"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo("9100");
  }

  @Test
  void accountsOfAnOldRedisAreAdopted(CimCluster cluster, LocalBackends backends) {
    String name = Route.uniqueName("veteran");
    long id = 1_500_000_000_000L + Math.floorMod(name.hashCode(), 1_000_000);
    try (RedisLine redis = RedisLine.to(backends.redis().host(), backends.redis().port())) {
      redis.ask("SET", "cim-account:" + id, name);
      redis.ask("SET", name, "cim-account:" + id);
    }
    assertThat(cluster.route(0).registerAs(name)).isEqualTo(new User(id, name));
    try (V2Client client = V2Client.online(cluster.route(1), new User(id, name))) {
      assertThat(cluster.route(0).onlineNames()).contains(name);
      assertThat(client.isClosed()).isFalse();
    }
  }

  @Test
  void adoptedAccountMayLogInFirst(CimCluster cluster, LocalBackends backends) {
    String name = Route.uniqueName("veteran");
    long id = 1_400_000_000_000L + Math.floorMod(name.hashCode(), 1_000_000);
    try (RedisLine redis = RedisLine.to(backends.redis().host(), backends.redis().port())) {
      redis.ask("SET", "cim-account:" + id, name);
      redis.ask("SET", name, "cim-account:" + id);
    }
    try (V2Client client = V2Client.online(cluster.route(1), new User(id, name))) {
      assertThat(cluster.route(0).onlineNames()).contains(name);
      assertThat(client.isClosed()).isFalse();
    }
  }

  private static List<User> atOnce(int count, IntFunction<User> registration) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(50);
    try {
      List<Future<User>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        futures.add(executor.submit(() -> registration.apply(number)));
      }
      List<User> users = new ArrayList<>();
      for (Future<User> future : futures) {
        users.add(future.get());
      }
      return users;
    } finally {
      executor.shutdownNow();
    }
  }
}
