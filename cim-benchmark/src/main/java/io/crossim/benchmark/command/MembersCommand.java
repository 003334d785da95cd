package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.FanOutSender;
import io.crossim.benchmark.load.HttpLine;
import io.crossim.benchmark.load.LoadGroup;
import io.crossim.benchmark.load.LoadGroups;
import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.CpuWatch;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Messages to a group with members, one at a time: the next is sent when all online have it. */
@Command(
    name = "members",
    mixinStandardHelpOptions = true,
    description = {
      "Messages to a group with members, one in flight: the next one leaves when everybody online",
      "has the last. The sender is the group's owner, over HTTP. The group is dismissed in the end."
    })
public final class MembersCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int LARGEST_TEXT = 10_000;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private PhaseOptions phases = new PhaseOptions();
  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = "--users",
      defaultValue = "100",
      description =
          "members besides the sender, added by one call; by default 499 find room (default:"
              + " ${DEFAULT-VALUE})")
  private int users;

  @Option(
      names = "--online",
      defaultValue = "-1",
      description = "so many of them are online (default: all)")
  private int online;

  @Option(names = "--v2", description = "receivers speak protocol v2")
  private boolean v2;

  @Override
  public Integer call() throws InterruptedException {
    Bounds.check(command, "--users", users, 1, LoadGroups.MOST_ADDED);
    int receivers = online < 0 ? users : online;
    Bounds.check(command, "--online", receivers, 1, users);
    Bounds.check(command, "--size", texts.size(), 1, LARGEST_TEXT);
    Measurement measurement = new Measurement(receivers);
    CpuWatch cpu = phases.watch();
    long addNanos;
    try (Loops loops = run.loops();
        LoadGroups groups = new LoadGroups(run.route(), loops)) {
      Users all = new Users(new Route(run.route(), loops, Route.USUAL_CONNECTIONS));
      List<Account> accounts = all.register(users + 1);
      List<LoadGroup> made = groups.create(accounts.get(users), 1);
      long begin = System.nanoTime();
      groups.add(made, accounts.subList(0, users));
      addNanos = System.nanoTime() - begin;
      FanOutSender sender =
          FanOutSender.toGroup(
              made.get(0), receivers, texts.size(), new HttpLine(run.route(), loops), measurement);
      all.connect(accounts.subList(0, receivers), new Connector(!v2, sender, loops));
      sender.start();
      phases.pass(measurement, measurement::deliveryCount, cpu);
      measurement.settle(PATIENCE);
    }
    Result result =
        new Result("members")
            .put("users", users)
            .put("online", receivers)
            .put("addMs", TimeUnit.NANOSECONDS.toMillis(addNanos))
            .rate("deliveredPerSecond", measurement.deliveryCount(), measurement.nanos());
    Deliveries.put(result, measurement);
    cpu.put(result, "cpuMicrosPerMessage", measurement.deliveryCount());
    run.publish(result);
    return Deliveries.exitCodeOfLoop(measurement);
  }
}
