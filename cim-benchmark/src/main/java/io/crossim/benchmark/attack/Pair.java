package io.crossim.benchmark.attack;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.MessageText;
import io.crossim.benchmark.load.Pacer;
import io.crossim.benchmark.load.PrivateLoad;
import io.crossim.benchmark.load.Receiver;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;

/** Two users who chat at a steady pace: one sends over HTTP, the other reads on a connection. */
final class Pair {

  private static final int LANES = 8;
  private static final int SIZE = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The attack begins, then its share of the time passes before anything counts. */
  private static final int SHARE_TO_BEGIN = 4;

  private final HttpUrl route;
  private final double perSecond;
  private final List<String> tokens;
  private final Account sender;
  private final Account receiver;
  private final Loops loops;
  private final AtomicLong foreign = new AtomicLong();
  private volatile Measurement current = new Measurement(LANES);

  private Pair(
      HttpUrl route, double perSecond, List<Account> accounts, List<String> tokens, Loops loops) {
    this.route = route;
    this.perSecond = perSecond;
    this.sender = accounts.get(0);
    this.receiver = accounts.get(1);
    this.tokens = tokens;
    this.loops = loops;
  }

  /** Connects a sender and a receiver of new accounts. */
  static Pair connect(HttpUrl route, double perSecond, Users users, Loops loops)
      throws InterruptedException {
    List<Account> accounts = users.register(2);
    List<String> tokens = users.tokens(accounts.subList(0, 1));
    Pair pair = new Pair(route, perSecond, accounts, tokens, loops);
    Receiver arrivals = (client, text) -> pair.arrived(text);
    users.connect(List.of(pair.receiver), new Connector(/* v3= */ true, arrivals, loops));
    return pair;
  }

  private void arrived(String text) {
    if (MessageText.parse(text) == null) {
      foreign.incrementAndGet();
    } else {
      current.arrived(text);
    }
  }

  /** How many messages came that neither of the two has written, since the last call. */
  long foreign() {
    return foreign.getAndSet(0);
  }

  Account receiver() {
    return receiver;
  }

  /** Lets them chat for a while; returns when all that was accepted has arrived, or is lost. */
  Measurement chat(Duration time) throws InterruptedException {
    Measurement measurement = new Measurement(LANES);
    current = measurement;
    try (Pacer pacer = new Pacer(perSecond)) {
      new PrivateLoad(List.of(receiver), LANES, SIZE, measurement, pacer)
          .overHttp(List.of(sender), tokens, route, loops);
      TimeUnit.NANOSECONDS.sleep(time.toNanos() / SHARE_TO_BEGIN);
      measurement.begin();
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
      measurement.end();
      measurement.settle(PATIENCE);
    }
    return measurement;
  }
}
