package io.crossim.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.crossim.sdk.SendResult;
import io.crossim.sdk.SendStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Many bytes where they have to wait. Runs with the profile {@code faults}. */
@EnabledIfSystemProperty(named = "cim.faults.all", matches = "true")
class LargeTextsFaultIT {

  private static final Duration PATIENT = Duration.ofMinutes(3);
  private static final int LARGE = 60_000;

  private static final int RECEIVERS = 1_000;
  private static final int WAITING = 100;
  private static final int SIZE = 20_000;
  private static final int AT_ONCE = 200;

  @TempDir private Path directory;

  @Test
  void thoseOfOneSenderKeepTheirOrderBehindAPausedStore() throws Exception {
    try (FaultCluster target = FaultCluster.open(FaultCluster.Kind.PLAIN, directory)) {
      Route route = target.routes().get(0);
      User bob = route.register("bob");
      ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
      try (Client receiver =
              client(route, bob).listener(message -> seen.add(number(message.text()))).build();
          Client sender = client(route, route.register("ann")).build()) {
        receiver.start().get(30, TimeUnit.SECONDS);
        sender.start().get(30, TimeUnit.SECONDS);
        List<CompletableFuture<SendResult>> sends = new ArrayList<>();
        var clock = Executors.newSingleThreadScheduledExecutor();
        try {
          clock.scheduleAtFixedRate(
              () -> {
                int number = sends.size();
                sends.add(sender.send(bob.id(), number + ":" + "x".repeat(LARGE)));
              },
              0,
              2,
              TimeUnit.MILLISECONDS);
          await().until(() -> seen.size() > 50);
          target.backends().redis().process().pause();
          FaultCluster.pass(Duration.ofSeconds(6));
          target.backends().redis().process().resume();
        } finally {
          clock.shutdown();
          assertThat(clock.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        }

        for (CompletableFuture<SendResult> send : sends) {
          assertThat(send.get(PATIENT.toSeconds(), TimeUnit.SECONDS).status())
              .isNotEqualTo(SendStatus.UNKNOWN);
        }
        await().atMost(PATIENT).until(() -> seen.size() >= sends.size());
        assertThat(List.copyOf(seen)).isEqualTo(IntStream.range(0, sends.size()).boxed().toList());
      }
    }
  }

  /** Two gigabytes in all, for a process with a heap of a quarter of one. */
  @Test
  void manyWithMuchThatWaitsAreServedTogether() throws Exception {
    try (SingleProcess cim = SingleProcess.start(directory)) {
      Route route = cim.route();
      List<User> users =
          IntStream.range(0, RECEIVERS).mapToObj(i -> route.register("user")).toList();
      fill(route, users);

      AtomicInteger missing = new AtomicInteger(RECEIVERS * WAITING);
      AtomicIntegerArray last = new AtomicIntegerArray(RECEIVERS);
      AtomicInteger disorder = new AtomicInteger();
      List<Client> clients = new ArrayList<>();
      try {
        for (int i = 0; i < RECEIVERS; i++) {
          int receiver = i;
          Client client =
              client(route, users.get(i))
                  .listener(
                      message -> {
                        if (last.incrementAndGet(receiver) != number(message.text())) {
                          disorder.incrementAndGet();
                        }
                        missing.decrementAndGet();
                      })
                  .build();
          clients.add(client);
          client.start();
        }
        await().atMost(PATIENT).until(() -> missing.get() <= 0);
        assertThat(missing).hasValue(0);
        assertThat(disorder).hasValue(0);
        assertThat(cim.process().process().isAlive()).isTrue();
      } finally {
        clients.forEach(Client::close);
      }
    }
  }

  private static void fill(Route route, List<User> users) throws Exception {
    String text = "x".repeat(SIZE);
    Semaphore room = new Semaphore(AT_ONCE);
    AtomicInteger refused = new AtomicInteger();
    try (Client sender = client(route, route.register("sender")).build()) {
      sender.start().get(30, TimeUnit.SECONDS);
      for (int number = 1; number <= WAITING; number++) {
        for (User user : users) {
          room.acquire();
          sender
              .send(user.id(), number + ":" + text)
              .whenComplete(
                  (sent, failure) -> {
                    if (failure != null || sent.status() == SendStatus.UNKNOWN) {
                      refused.incrementAndGet();
                    }
                    room.release();
                  });
        }
      }
      room.acquire(AT_ONCE);
    }
    assertThat(refused).hasValue(0);
  }

  private static ClientBuilder client(Route route, User user) {
    return Client.builder().routeUrl(route.url()).user(user.id(), user.name());
  }

  private static int number(String text) {
    return Integer.parseInt(text, 0, text.indexOf(':'), 10);
  }
}
