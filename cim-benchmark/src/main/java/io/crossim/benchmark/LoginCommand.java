package io.crossim.benchmark;

import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Logins at the route, without the connection that follows. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = "Logins at the route, a closed loop.")
final class LoginCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Mixin private LoadOptions options = new LoadOptions();

  @Option(
      names = "--in-flight",
      defaultValue = "32",
      description = "logins without an answer (${DEFAULT-VALUE})")
  private int inFlight;

  @Option(names = "--users", defaultValue = "1000", description = "accounts (${DEFAULT-VALUE})")
  private int users;

  private final AtomicInteger next = new AtomicInteger();

  @Override
  public Integer call() throws InterruptedException {
    Measurement measurement = new Measurement(1);
    try (Loops loops = new Loops(1);
        RouteCalls route = new RouteCalls(options.route)) {
      List<Account> accounts = route.register(users);
      for (int i = 0; i < inFlight; i++) {
        login(new HttpLine(options.route, loops.group()), accounts, measurement);
      }
      Phases.run(options, measurement, measurement::answerCount);
      measurement.awaitAnswers(PATIENCE);
    }
    new Report("login")
        .put("inFlight", inFlight)
        .rate("loginsPerSecond", measurement.answerCount(), measurement.nanos())
        .put("refused", measurement.refusals())
        .latency("answerMs", measurement.answerTimes())
        .publish(options);
    return measurement.refusals() == 0 ? 0 : 1;
  }

  private void login(HttpLine line, List<Account> accounts, Measurement measurement) {
    if (!measurement.leaves(1)) {
      return;
    }
    Account account = accounts.get(Math.floorMod(next.getAndIncrement(), accounts.size()));
    long due = System.nanoTime();
    line.post(
        "/login",
        "{\"userId\":%d,\"userName\":\"%s\"}".formatted(account.userId(), account.userName()),
        answer -> {
          measurement.answered(0, due, answer.contains(P2pCommand.TAKEN));
          login(line, accounts, measurement);
        });
  }
}
