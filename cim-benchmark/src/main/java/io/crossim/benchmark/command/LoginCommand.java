package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.LoadClient;
import io.crossim.benchmark.load.LoadGroups;
import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Memberships;
import io.crossim.benchmark.load.Receiver;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.CpuWatch;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import io.crossim.route.api.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Logins, a closed loop: the call of the route, then the connection until it is accepted. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logins, a closed loop: the route is asked for a server, then a connection to that server",
      "logs in; when it is accepted, it is closed with a reset."
    })
public final class LoginCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int MOST_GROUPS = 1_000;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private PhaseOptions phases = new PhaseOptions();

  @Option(
      names = "--in-flight",
      defaultValue = "32",
      description = "logins that are not accepted yet (default: ${DEFAULT-VALUE})")
  private int inFlight;

  @Option(
      names = "--users",
      defaultValue = "1000",
      description = "accounts, which take turns (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(
      names = "--groups",
      defaultValue = "0",
      description =
          "groups of which each is a member and has read everything, at most 1000 (default:"
              + " ${DEFAULT-VALUE})")
  private int groups;

  @Option(names = "--route-only", description = "only ask the route for a server")
  private boolean routeOnly;

  @Option(names = "--v2", description = "speak protocol v2")
  private boolean v2;

  /** The users who are not logging in, by index; the longest out comes first. */
  private final Queue<Integer> idle = new ConcurrentLinkedQueue<>();

  @Override
  public Integer call() throws InterruptedException {
    Bounds.check(command, "--groups", groups, 0, MOST_GROUPS);
    if (v2 && groups > 0) {
      throw new ParameterException(
          command.commandLine(),
          "--groups and --v2 (expected: --groups without --v2, because clients of v2 acknowledge nothing)");
    }
    int atOnce = Math.min(inFlight, users);
    Measurement measurement = new Measurement(1);
    CpuWatch cpu = phases.watch();
    try (Loops loops = run.loops();
        LoadGroups made = new LoadGroups(run.route(), loops)) {
      Route route = new Route(run.route(), loops, Math.max(inFlight, Route.USUAL_CONNECTIONS));
      Connector connector = new Connector(!v2, Receiver.none(), loops);
      Users all = new Users(route);
      List<Account> accounts = all.register(users);
      if (groups > 0) {
        new Memberships(made, all, loops).prepare(accounts, groups);
      }
      IntStream.range(0, users).forEach(idle::add);
      for (int i = 0; i < atOnce; i++) {
        login(route, connector, accounts, measurement);
      }
      phases.pass(measurement, measurement::answerCount, cpu);
      measurement.awaitAnswers(PATIENCE);
    }
    Result result =
        new Result("login")
            .put("inFlight", atOnce)
            .put("routeOnly", routeOnly)
            .put("groups", groups)
            .rate("loginsPerSecond", measurement.answerCount(), measurement.nanos())
            .put("refused", measurement.refusals())
            .latency("answerMs", measurement.answerTimes());
    cpu.put(result, "cpuMicrosPerMessage", measurement.answerCount());
    run.publish(result);
    return measurement.refusals() == 0 ? 0 : 1;
  }

  private void login(
      Route route, Connector connector, List<Account> accounts, Measurement measurement) {
    if (!measurement.leaves(1)) {
      return;
    }
    int index = idle.remove();
    Account account = accounts.get(index);
    long due = System.nanoTime();
    CompletableFuture<ServerAddress> server = route.login(account);
    CompletableFuture<?> accepted =
        routeOnly
            ? server
            : server
                .thenCompose(address -> connector.connect(index, account, address))
                .thenAccept(LoadClient::reset);
    var unused =
        accepted.whenComplete(
            (done, failure) -> {
              measurement.answered(0, due, failure == null);
              idle.add(index);
              login(route, connector, accounts, measurement);
            });
  }
}
