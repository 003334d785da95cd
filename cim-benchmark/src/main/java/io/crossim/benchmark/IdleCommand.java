package io.crossim.benchmark;

import io.crossim.route.api.Account;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Connections that do nothing but ping. */
@Command(
    name = "idle",
    mixinStandardHelpOptions = true,
    description = "Holds idle connections, so that a server's memory can be looked at.")
final class IdleCommand implements Callable<Integer> {

  @Mixin private LoadOptions options = new LoadOptions();

  @Option(names = "--users", defaultValue = "1000", description = "online (${DEFAULT-VALUE})")
  private int users;

  @Option(names = "--v2", description = "speak protocol v2")
  private boolean v2;

  @Override
  public Integer call() throws InterruptedException {
    AtomicInteger closed = new AtomicInteger();
    LoadClient.Receiver receiver =
        new LoadClient.Receiver() {
          @Override
          public void message(LoadClient client, String text) {}

          @Override
          public void closed(LoadClient client) {
            closed.incrementAndGet();
          }
        };
    try (Loops loops = new Loops(1);
        RouteCalls route = new RouteCalls(options.route)) {
      List<Account> accounts = route.register(users);
      route.connect(accounts, LoadClient.factory(!v2, receiver, loops));
      Output.result(users + " connections are up for " + options.time.toSeconds() + " s");
      TimeUnit.NANOSECONDS.sleep(options.time.toNanos());
      new Report("idle").put("users", users).put("closed", closed.get()).publish(options);
    }
    return closed.get() == 0 ? 0 : 1;
  }
}
