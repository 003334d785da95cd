package io.crossim.benchmark.attack;

import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/** Lets two users chat quietly, then under an attack; and so for each attack. */
public final class AttackRun {

  private static final double P99 = 99;
  private static final double NANOS_PER_MILLI = 1e6;

  private final HttpUrl url;
  private final String password;
  private final Duration time;
  private final double perSecond;
  private final Loops loops;
  private final Loops strangers;

  /**
   * Makes one.
   *
   * @param password of all accounts that it makes
   * @param time of each measurement
   * @param perSecond messages of the two users
   * @param loops the users'
   * @param strangers the attacks', apart from those of the users
   */
  public AttackRun(
      HttpUrl url, String password, Duration time, double perSecond, Loops loops, Loops strangers) {
    this.url = url;
    this.password = password;
    this.time = time;
    this.perSecond = perSecond;
    this.loops = loops;
    this.strangers = strangers;
  }

  /**
   * Blocks until all attacks are over.
   *
   * @param only attacks whose name contains it
   */
  public List<Outcome> run(String only) throws InterruptedException {
    Route route = new Route(url, loops, Route.USUAL_CONNECTIONS, password);
    Users users = new Users(route);
    Pair pair = Pair.connect(url, perSecond, users, loops);
    Target target = target(users, pair.receiver());
    pair.chat(time); // warms up everything

    List<Outcome> outcomes = new ArrayList<>();
    for (Map.Entry<String, Attacks.Begin> attack : Attacks.all().entrySet()) {
      if (attack.getKey().contains(only)) {
        outcomes.add(outcome(attack.getKey(), attack.getValue(), pair, target));
      }
    }
    return outcomes;
  }

  private Target target(Users users, Account victim) throws InterruptedException {
    Account stranger = users.register(1).get(0);
    String revoked = users.tokens(List.of(stranger)).get(0);
    users.logout(stranger, revoked);
    String token = users.tokens(List.of(stranger)).get(0);
    ServerAddress server = users.login(stranger);
    InetSocketAddress gateway = new InetSocketAddress(server.ip(), server.cimServerPort());
    return new Target(url, gateway, victim, stranger, token, revoked, strangers);
  }

  private Outcome outcome(String name, Attacks.Begin attack, Pair pair, Target target)
      throws InterruptedException {
    Measurement quiet = pair.chat(time);
    AttackTally tally = new AttackTally();
    Measurement attacked;
    Attack running = attack.on(target, tally);
    try {
      attacked = pair.chat(time);
    } finally {
      running.close();
    }
    return new Outcome(
        name,
        p99(quiet),
        p99(attacked),
        faults(quiet) + faults(attacked),
        tally.attempts(),
        tally.successes() + pair.foreign());
  }

  private static double p99(Measurement measurement) {
    return measurement.deliveryTimes().getValueAtPercentile(P99) / NANOS_PER_MILLI;
  }

  private static long faults(Measurement measurement) {
    return measurement.lost()
        + measurement.duplicates()
        + measurement.disorder()
        + measurement.refusals();
  }
}
