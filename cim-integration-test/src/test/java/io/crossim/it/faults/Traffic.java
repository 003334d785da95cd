package io.crossim.it.faults;

import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.sdk.Client;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.SendStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Users in a ring, each of whom writes to the next one at a fixed rate, through the library. */
final class Traffic implements AutoCloseable {

  private static final Duration PATIENT = Duration.ofSeconds(90);

  private final Ledger ledger = new Ledger();
  private final AtomicLong breaks = new AtomicLong();
  private final List<User> users = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

  Traffic(List<Route> routes, int size) throws Exception {
    for (int i = 0; i < size; i++) {
      users.add(routes.get(i % routes.size()).register("ring"));
    }
    for (int i = 0; i < size; i++) {
      User user = users.get(i);
      Client client =
          Client.builder()
              .routeUrl(routes.get(i % routes.size()).url())
              .user(user.id(), user.name())
              .backoff(Duration.ofMillis(100), Duration.ofSeconds(1))
              .listener(message -> seen(user, message))
              .continuityListener(reason -> breaks.incrementAndGet())
              .build();
      clients.add(client);
    }
    for (Client client : clients) {
      client.start().get(30, TimeUnit.SECONDS);
    }
  }

  /** Begins; every user writes once per period. */
  void start(Duration period) {
    clock.scheduleAtFixedRate(this::round, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One message of each user. */
  private void round() {
    int n = number.getAndIncrement();
    for (int i = 0; i < users.size(); i++) {
      User sender = users.get(i);
      User receiver = users.get((i + 1) % users.size());
      String text = sender.id() + ">" + receiver.id() + "#" + n;
      ledger.plan(text);
      clients
          .get(i)
          .send(receiver.id(), text)
          .whenComplete(
              (result, error) ->
                  ledger.told(
                      text,
                      error != null
                          ? Ledger.Told.REFUSED
                          : result.status() == SendStatus.UNKNOWN
                              ? Ledger.Told.UNKNOWN
                              : Ledger.Told.ACCEPTED));
    }
  }

  private void seen(User receiver, ReceivedMessage message) {
    String text = message.text();
    ledger.seen(
        message.senderId() + ">" + receiver.id(),
        Integer.parseInt(text.substring(text.indexOf('#') + 1)),
        text);
  }

  long inFlight() {
    return ledger.waitingForAnAnswer();
  }

  /** Waits until so many rounds more were written. */
  void awaitRounds(int more) {
    int until = number.get() + more;
    await().atMost(PATIENT).until(() -> number.get() >= until);
  }

  /** Writes no more, and waits until every send has an answer and every message arrived. */
  Verdict settle(String fault, long faultAt, long recoverableAt, long inFlight)
      throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("a round did not end");
    }
    try {
      await().atMost(PATIENT).until(() -> ledger.waitingForAnAnswer() == 0);
      await().atMost(PATIENT).until(() -> ledger.missing() == 0);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      // The verdict says what is missing.
    }
    return ledger.verdict(fault, faultAt, recoverableAt, inFlight, breaks.get());
  }

  @Override
  public void close() {
    clock.shutdownNow();
    clients.forEach(Client::close);
  }
}
