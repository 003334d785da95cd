package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.LoadClient;
import io.crossim.benchmark.load.Receiver;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.storm.Vanishing;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many clients are gone at once. */
@Command(
    name = "vanish",
    mixinStandardHelpOptions = true,
    description = "Closes many connections at once, and measures until no user is listed online.")
public final class VanishCommand implements Callable<Integer> {

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--users",
      defaultValue = "10000",
      description = "online (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(names = "--orderly", description = "close as clients that quit do, not with a reset")
  private boolean orderly;

  @Option(
      names = "--patience",
      defaultValue = "60s",
      description = "how long to wait until nobody is listed (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration patience = Duration.ofSeconds(60);

  @Option(names = "--v2", description = "speak protocol v2")
  private boolean v2;

  @Override
  public Integer call() throws InterruptedException {
    try (Loops loops = run.loops()) {
      Route route = new Route(run.route(), loops, Route.USUAL_CONNECTIONS);
      Users all = new Users(route);
      List<Account> accounts = all.register(users);
      List<LoadClient> clients = all.connect(accounts, new Connector(!v2, Receiver.none(), loops));
      Vanishing vanishing = new Vanishing(route, accounts);
      int listed = vanishing.await("listed", users, patience);
      int before = vanishing.polls();
      long begin = System.nanoTime();
      clients.forEach(orderly ? LoadClient::close : LoadClient::reset);
      int left = vanishing.await("gone", 0, patience);
      long nanos = System.nanoTime() - begin;
      run.publish(
          new Result("vanish")
              .put("users", users)
              .put("listed", listed)
              .put("stillListed", left)
              .put("goneMs", TimeUnit.NANOSECONDS.toMillis(nanos))
              .put("polls", vanishing.polls() - before));
      return listed == users && left == 0 ? 0 : 1;
    }
  }
}
