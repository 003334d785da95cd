package io.crossim.it.faults;

import static org.awaitility.Awaitility.await;

import io.crossim.it.client.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;

/** Users in a ring, each of whom writes to the next one at a fixed rate. */
abstract class Traffic implements AutoCloseable {

  private static final Duration PATIENT = Duration.ofSeconds(90);

  private final Ledger ledger = new Ledger();
  private final AtomicLong breaks = new AtomicLong();
  private final AtomicInteger number = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

  /** In the order of the ring. */
  final List<User> users = new ArrayList<>();

  /** Has a message sent and the ledger told of its outcome; does not block for long. */
  abstract void send(int sender, User receiver, String text);

  /** Begins; every user writes once per period. */
  void start(Duration period) {
    clock.scheduleAtFixedRate(this::round, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One message of each user. */
  private void round() {
    int n = number.getAndIncrement();
    for (int i = 0; i < users.size(); i++) {
      User receiver = users.get((i + 1) % users.size());
      String text = users.get(i).id() + ">" + receiver.id() + "#" + n;
      ledger.plan(text);
      send(i, receiver, text);
    }
  }

  void told(String text, Ledger.Told told) {
    ledger.told(text, told);
  }

  void seen(User receiver, long senderId, String text) {
    ledger.seen(
        senderId + ">" + receiver.id(),
        Integer.parseInt(text.substring(text.indexOf('#') + 1)),
        text);
  }

  void broken() {
    breaks.incrementAndGet();
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
    } catch (ConditionTimeoutException e) {
      // The verdict says what is missing.
    }
    return ledger.verdict(fault, faultAt, recoverableAt, inFlight, breaks.get());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
