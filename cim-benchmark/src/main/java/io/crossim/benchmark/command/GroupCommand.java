package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.FanOutSender;
import io.crossim.benchmark.load.HttpLine;
import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Protocol;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.CpuWatch;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Messages to everyone, one at a time: the next is sent when all have the last one. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description = "Messages to everyone online, one in flight.")
public final class GroupCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private RunOptions run = new RunOptions();
  @Mixin private PhaseOptions phases = new PhaseOptions();
  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = "--users",
      defaultValue = "100",
      description = "online (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(names = "--v3", description = "receivers speak protocol v3")
  private boolean v3;

  @Option(names = "--ws", description = "receivers speak protocol v3 over WebSocket")
  private boolean webSocket;

  @Override
  public Integer call() throws InterruptedException {
    Measurement measurement = new Measurement(users);
    CpuWatch cpu = phases.watch();
    try (Loops loops = run.loops()) {
      Users all = new Users(new Route(run.route(), loops, Route.USUAL_CONNECTIONS));
      List<Account> accounts = all.register(users + 1);
      FanOutSender sender =
          FanOutSender.toEveryone(
              accounts.get(users).userId(),
              users,
              texts.size(),
              new HttpLine(run.route(), loops),
              measurement);
      all.connect(
          accounts.subList(0, users),
          new Connector(Protocol.of(!v3 && !webSocket, webSocket), sender, loops));
      sender.start();
      phases.pass(measurement, measurement::deliveryCount, cpu);
      measurement.settle(PATIENCE);
    }
    Result result =
        new Result("group")
            .put("users", users)
            .rate("deliveredPerSecond", measurement.deliveryCount(), measurement.nanos());
    Deliveries.put(result, measurement);
    cpu.put(result, "cpuMicrosPerMessage", measurement.deliveryCount());
    run.publish(result);
    return Deliveries.exitCodeOfLoop(measurement);
  }
}
