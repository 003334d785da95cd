package io.crossim.it.faults;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.crossim.sdk.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A process that receives; see {@link ReceiverProcess}. */
final class ReceiverMain {

  /** What the application does with a message takes longer than the pause between two. */
  private static final Duration WORK = Duration.ofMillis(150);

  private ReceiverMain() {}

  /**
   * Runs until it is killed.
   *
   * @param args manner, user's id, user's name, position, ports of routes
   */
  public static void main(String[] args) throws Exception {
    ReceiverProcess.Manner manner = ReceiverProcess.Manner.valueOf(args[0]);
    User user = new User(Long.parseLong(args[1]), args[2]);
    String position = args[3].substring(args[3].indexOf(':') + 1);
    List<Route> routes =
        Arrays.stream(args)
            .skip(4)
            .map(port -> new Route("127.0.0.1", Integer.parseInt(port)))
            .toList();
    switch (manner) {
      case V2 -> runV2(routes, user);
      case SDK -> runSdk(routes.get(0), user, position);
      case SDK_ACKNOWLEDGES_FIRST -> runAcknowledgingFirst(routes.get(0), user);
    }
    print("ready");
    new CountDownLatch(1).await();
  }

  private static void runV2(List<Route> routes, User user) {
    V2Person person =
        new V2Person(
            routes,
            user,
            (sender, text) -> {
              print("taken");
              print("seen - " + sender + " " + text);
            });
    person.connectIfGone();
    var unused =
        Executors.newSingleThreadScheduledExecutor()
            .scheduleWithFixedDelay(
                () -> {
                  try {
                    person.connectIfGone();
                  } catch (RuntimeException | Error e) {
                    // Tried again.
                  }
                },
                200,
                200,
                TimeUnit.MILLISECONDS);
  }

  private static void runSdk(Route route, User user, String position) throws Exception {
    AtomicReference<Client> self = new AtomicReference<>();
    ClientBuilder builder =
        builder(route, user)
            .listener(
                message -> {
                  print("taken");
                  print(seen(self.get().positionAfter(message), message));
                });
    if (!position.isEmpty()) {
      builder.resumeAfter(position);
    }
    start(builder, self);
  }

  private static void runAcknowledgingFirst(Route route, User user) throws Exception {
    AtomicReference<Client> self = new AtomicReference<>();
    start(
        builder(route, user)
            .manualAcknowledgement()
            .listener(
                message -> {
                  self.get().acknowledge(message);
                  print("taken");
                  work();
                  print(seen("-", message));
                }),
        self);
  }

  private static void work() {
    long end = System.nanoTime() + WORK.toNanos();
    for (long left = WORK.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static ClientBuilder builder(Route route, User user) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .backoff(Duration.ofMillis(100), Duration.ofSeconds(1))
        .continuityListener(reason -> print("broken " + reason));
  }

  private static void start(ClientBuilder builder, AtomicReference<Client> self) throws Exception {
    Client client = builder.build();
    self.set(client);
    client.start().get(30, TimeUnit.SECONDS);
  }

  private static String seen(String position, ReceivedMessage message) {
    return "seen " + position + " " + message.senderId() + " " + message.text();
  }

  /** One write for each line: a kill leaves all of it or nothing. */
  private static synchronized void print(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
