package io.crossim.it.faults;

import static org.awaitility.Awaitility.await;

import io.crossim.it.client.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Users in a ring, each of whom writes to the next one at a fixed rate. */
abstract class Traffic implements AutoCloseable {

  private static final Duration PATIENT = Duration.ofSeconds(90);

  /** When nothing came for so long, what is missing is lost. */
  private static final Duration QUIET = Duration.ofSeconds(25);

  private static final Duration QUIET_WHEN_LOST = Duration.ofSeconds(3);

  private final Ledger ledger = new Ledger();
  private final AtomicLong breaks = new AtomicLong();
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicReference<@Nullable CountDownLatch> atHalf = new AtomicReference<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private @Nullable ReceiverProcess receiver;

  /** Empty where nobody has made a group. */
  final GroupTraffic groups = new GroupTraffic();

  /** In the order of the ring. */
  final List<User> users = new ArrayList<>();

  /** Makes groups of the users, each in one at most; they write from the next round on. */
  abstract void addGroups(GroupTraffic.Size size) throws Exception;

  /** Has a message sent and the ledger told of its outcome; does not block for long. */
  abstract void send(int sender, User receiver, String text);

  /** Has the first user write to a process too. */
  void addReceiver(ReceiverProcess process) {
    receiver = process;
    process.listener(
        (sender, text) -> ledger.seen(sender, process.user().id(), text), breaks::incrementAndGet);
  }

  ReceiverProcess receiver() {
    ReceiverProcess process = receiver;
    if (process == null) {
      throw new IllegalStateException("there is no receiver");
    }
    return process;
  }

  /** Begins; every user writes once per period. */
  void start(Duration period) {
    timer.scheduleAtFixedRate(this::round, 0, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** One message of each user. */
  private void round() {
    int number = rounds.get();
    for (int i = 0; i < users.size(); i++) {
      if (i == users.size() / 2) {
        groups.round(number);
      }
      write(i, users.get((i + 1) % users.size()), number);
      CountDownLatch latch = i == users.size() / 2 ? atHalf.getAndSet(null) : null;
      if (latch != null) {
        latch.countDown();
      }
    }
    if (receiver != null) {
      write(0, receiver.user(), number);
    }
    rounds.incrementAndGet();
  }

  private void write(int sender, User to, int number) {
    Ledger.Pair pair = new Ledger.Pair(users.get(sender).id(), to.id());
    String text = pair.senderId() + ">" + pair.receiverId() + "#" + number;
    ledger.plan(pair, text);
    send(sender, to, text);
  }

  void told(String text, Ledger.Told told) {
    ledger.told(text, told);
  }

  void seen(User reader, long senderId, String text) {
    ledger.seen(senderId, reader.id(), text);
  }

  void broken() {
    breaks.incrementAndGet();
  }

  /** A reader was told that their inbox, or a conversation of theirs, has gone back. */
  void wentBack(User reader) {
    ledger.warned(reader.id());
    groups.ledger().warned(reader.id());
  }

  /** Returns in the middle of a round, when sends have no answer yet. */
  void awaitInFlight() {
    await()
        .atMost(PATIENT)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              CountDownLatch latch = new CountDownLatch(1);
              atHalf.set(latch);
              return latch.await(PATIENT.toSeconds(), TimeUnit.SECONDS)
                  && ledger.waitingForAnAnswer() > 0;
            });
  }

  /** Waits until the receiver has a message in its hands. */
  void awaitReceiverBusy() {
    long before = receiver().taken();
    await().atMost(PATIENT).until(() -> receiver().taken() > before);
  }

  /** Waits until so many rounds more were written. */
  void awaitRounds(int more) {
    int until = rounds.get() + more;
    await().atMost(PATIENT).until(() -> rounds.get() >= until);
  }

  /** Writes no more, and waits until every send has an answer and every message arrived. */
  Verdict settle(Fault fault, Ledger.Times times) {
    return settle(fault.words(), fault.goesBack() ? QUIET_WHEN_LOST : QUIET, () -> true, times);
  }

  /**
   * Writes no more, and waits until every send has an answer and a message is lost for certain: its
   * receiver saw a later one of its sender, and for a while nothing came.
   */
  Verdict settleWithLosses(Fault fault, Ledger.Times times) {
    return settle(fault.words(), QUIET_WHEN_LOST, ledger::hasOvertaken, times);
  }

  /** The same as {@link #settle(Fault, Ledger.Times)} behind something that is no fault. */
  Verdict settle(String what, Ledger.Times times) {
    return settle(what, QUIET, () -> true, times);
  }

  private Verdict settle(
      String what, Duration quietTime, BooleanSupplier enough, Ledger.Times times) {
    timer.shutdown();
    await().atMost(PATIENT).until(timer::isTerminated);
    try {
      groups.stop();
      await().atMost(PATIENT).until(() -> waitingForAnAnswer() == 0);
      Quiet quiet = new Quiet(quietTime);
      await().atMost(PATIENT).until(() -> quiet.holds(missing()) && enough.getAsBoolean());
    } catch (ConditionTimeoutException e) {
      // The verdict says what is missing.
    }
    long perRound = users.size() + (receiver == null ? 0 : 1);
    return ledger.verdict(
        what, rounds.get() * perRound, times, breaks.get(), groups.ledger().verdict(times));
  }

  private long waitingForAnAnswer() {
    return ledger.waitingForAnAnswer() + groups.ledger().waitingForAnAnswer();
  }

  private long missing() {
    return ledger.missing() + groups.ledger().missing();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    if (receiver != null) {
      receiver.close();
    }
  }

  /** Nothing is missing, or no more of it came for a while. */
  private static final class Quiet {
    private final long nanos;
    private long last = -1;
    private long since;

    Quiet(Duration time) {
      nanos = time.toNanos();
    }

    boolean holds(long missing) {
      if (missing != last) {
        last = missing;
        since = System.nanoTime();
      }
      return missing == 0 || System.nanoTime() - since > nanos;
    }
  }
}
