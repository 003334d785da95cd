package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Answer;
import io.crossim.it.client.Group;
import io.crossim.it.client.GroupCalls;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientState;
import io.crossim.sdk.MessageKind;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route dies when it has answered sends to a group and not yet brought them to the members. */
class GroupFaultIT {

  private static final int SENDS = 40;

  /** Another route looks for what is unfinished after 5 to 9 s. */
  private static final Duration FOUND = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @Test
  void whatARouteAcceptedBeforeItsDeathReachesEverybodyOnline() throws Exception {
    try (LocalBackends backends = LocalBackends.start(directory);
        CimCluster cluster =
            CimCluster.start(
                backends.addresses(), ClusterSpec.of(2, 2), directory.resolve("logs"))) {
      Route second = cluster.route(1);
      User ana = second.register("ana");
      User bo = cluster.userOn(0, second, "bo");
      User cy = cluster.userOn(1, second, "cy");
      User vi = cluster.userOn(1, second, "vi");
      Group group = new GroupCalls(second).create(ana, "climbers", bo, cy, vi);
      List<String> toBo = new CopyOnWriteArrayList<>();
      List<String> toCy = new CopyOnWriteArrayList<>();
      try (Client b = online(second, bo, toBo);
          Client c = online(second, cy, toCy);
          V2Client v = V2Client.online(second, vi)) {
        List<String> accepted = sendAndKill(cluster, ana, group);

        await("all that was accepted reaches everybody")
            .atMost(FOUND)
            .untilAsserted(
                () -> {
                  assertThat(accepted).isNotEmpty().isSubsetOf(toBo).isSubsetOf(toCy);
                  assertThat(v.texts()).containsAll(prefixed(accepted));
                });
        List<String> log = new GroupCalls(second).texts(ana, group);
        await("both clients have the whole log, in order")
            .atMost(FOUND)
            .untilAsserted(
                () -> {
                  assertThat(toBo).isEqualTo(log);
                  assertThat(toCy).isEqualTo(log);
                });
        assertThat(List.of(b, c)).extracting(Client::state).containsOnly(ClientState.READY);
      }
    }
  }

  /** Sends at once, kills the route when it answers the first time, and tells what it answered. */
  private static List<String> sendAndKill(CimCluster cluster, User sender, Group group)
      throws Exception {
    GroupCalls first = new GroupCalls(cluster.route(0));
    CompletableFuture<Void> answered = new CompletableFuture<>();
    ExecutorService threads = Executors.newFixedThreadPool(SENDS);
    try {
      List<CompletableFuture<Stream<String>>> sends =
          IntStream.range(0, SENDS)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> sent(first, sender, group, "text " + i, answered), threads))
              .toList();
      answered.get(20, TimeUnit.SECONDS);
      cluster.routeProcess(0).process().kill();
      return sends.stream().flatMap(CompletableFuture::join).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Stream<String> sent(
      GroupCalls calls, User sender, Group group, String text, CompletableFuture<Void> answered) {
    try {
      Answer answer = calls.send(sender, group, text);
      answered.complete(null);
      return answer.code().equals("9000") ? Stream.of(text) : Stream.empty();
    } catch (UncheckedIOException e) {
      return Stream.empty(); // it died before it had answered
    }
  }

  private static List<String> prefixed(List<String> texts) {
    return texts.stream().map(text -> "[climbers] " + text).toList();
  }

  private static Client online(Route route, User user, List<String> texts) throws Exception {
    Client client =
        Client.builder()
            .routeUrl(route.url())
            .user(user.id(), user.name())
            .listener(
                message -> {
                  if (message.kind() == MessageKind.CONTENT) {
                    texts.add(message.text());
                  }
                })
            .build();
    client.start().get(20, TimeUnit.SECONDS);
    return client;
  }
}
