package io.crossim.sdk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A server, a route and the clients of one test, all of which end with it. */
abstract class ClientFixture {

  static final long USER = 42;

  final FakeServer server = new FakeServer();
  final FakeRoute route = new FakeRoute(server);
  final Recorder recorder = new Recorder();

  private final List<AutoCloseable> open = new ArrayList<>(List.of(route, server));

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  <T extends AutoCloseable> T closing(T value) {
    open.add(0, value);
    return value;
  }

  ClientBuilder builder() {
    return Client.builder()
        .routeUrl(route.url())
        .user(USER, "crab")
        .listener(recorder)
        .stateListener(recorder)
        .errorListener(recorder)
        .backoff(Duration.ofMillis(5), Duration.ofMillis(50));
  }

  Client started(ClientBuilder builder) throws Exception {
    Client client = closing(builder.build());
    get(client.start());
    return client;
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  static Throwable failure(CompletableFuture<?> future) throws Exception {
    try {
      throw new AssertionError("completed with " + get(future));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
