package io.crossim.benchmark;

import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Messages to everyone, one at a time: the next is sent when all have the last one. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description = "Messages to everyone online, one in flight.")
final class GroupCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private LoadOptions options = new LoadOptions();

  @Option(names = "--users", defaultValue = "100", description = "online (${DEFAULT-VALUE})")
  private int users;

  @Option(names = "--size", defaultValue = "100", description = "characters (${DEFAULT-VALUE})")
  private int size;

  @Option(names = "--v3", description = "receivers speak protocol v3")
  private boolean v3;

  private final AtomicInteger missing = new AtomicInteger();
  private final AtomicInteger number = new AtomicInteger();

  @Override
  public Integer call() throws InterruptedException {
    Measurement measurement = new Measurement(users);
    try (Loops loops = new Loops(1);
        RouteCalls route = new RouteCalls(options.route)) {
      List<Account> accounts = route.register(users + 1);
      HttpLine line = new HttpLine(options.route, loops.group());
      long sender = accounts.get(users).userId();
      Runnable next = () -> send(line, sender, measurement);
      route.connect(
          accounts.subList(0, users),
          LoadClient.factory(
              v3,
              (client, text) -> {
                // The text is of lane 0: each receiver counts in a lane of his own.
                measurement.arrived(client.index() + text.substring(text.indexOf(':')));
                if (missing.decrementAndGet() == 0) {
                  next.run();
                }
              },
              loops));
      next.run();
      Phases.run(options, measurement, measurement::deliveryCount);
      measurement.settle(PATIENCE);
    }
    new Report("group")
        .put("users", users)
        .rate("deliveredPerSecond", measurement.deliveryCount(), measurement.nanos())
        .put("refused", measurement.refusals())
        .put("lost", measurement.lost())
        .put("duplicated", measurement.duplicates())
        .put("outOfOrder", measurement.disorder())
        .latency("deliveryMs", measurement.deliveryTimes())
        .publish(options);
    return measurement.lost() + measurement.duplicates() + measurement.disorder() == 0 ? 0 : 1;
  }

  /** All receivers and the answer have to come before the next one leaves. */
  private void send(HttpLine line, long sender, Measurement measurement) {
    if (!measurement.leaves(users)) {
      return;
    }
    missing.set(users + 1);
    long due = System.nanoTime();
    String text = Measurement.text(0, number.incrementAndGet(), due, size);
    line.post(
        "/groupRoute",
        "{\"userId\":%d,\"msg\":\"%s\"}".formatted(sender, text),
        answer -> {
          boolean taken = answer.contains(P2pCommand.TAKEN);
          for (int i = 0; i < users; i++) {
            measurement.answered(i, due, taken);
          }
          if (missing.decrementAndGet() == 0) {
            send(line, sender, measurement);
          }
        });
  }
}
