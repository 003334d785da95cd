package io.crossim.benchmark.command;

import io.crossim.benchmark.attack.AttackRun;
import io.crossim.benchmark.attack.Outcome;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Attacks of strangers, and what two users notice of them. */
@Command(
    name = "attack",
    mixinStandardHelpOptions = true,
    description = {
      "What strangers try, while two users chat: p99 under each attack as a multiple of the quiet",
      "one before it, and whether a stranger got anything. On this machine only. All accounts of",
      "it have passwords; start the CIM with ./cim up --secure."
    })
public final class AttackCommand implements Callable<Integer> {

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--password",
      defaultValue = "not-a-secret-1",
      description = "password of the accounts that are made: letters, digits and dashes")
  private String password = "";

  @Option(
      names = "--time",
      defaultValue = "6s",
      description = "length of each measurement, quiet and attacked (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration time = Duration.ofSeconds(6);

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "messages per second of the two users (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(
      names = "--only",
      defaultValue = "",
      description = "attacks whose name contains this, such as drip")
  private String only = "";

  @Option(
      names = "--open",
      description = "run even if accounts need no password, so that attacks get through")
  private boolean open;

  @Override
  public Integer call() throws InterruptedException {
    refuseOtherMachines();
    List<Outcome> outcomes;
    try (Loops loops = run.loops();
        Loops strangers = run.loops()) {
      if (!open) {
        refuseOpen(new Route(run.route(), loops, 1));
      }
      outcomes = new AttackRun(run.route(), password, time, rate, loops, strangers).run(only);
    }
    if (outcomes.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--only: no attack has \"%s\" in its name".formatted(only));
    }
    Result result = new Result("attack");
    for (Outcome outcome : outcomes) {
      result.put(outcome.attack(), row(outcome));
    }
    run.publish(result);
    return outcomes.stream().allMatch(Outcome::isHarmless) ? 0 : 1;
  }

  private static String row(Outcome outcome) {
    return "p99 %.1f times (%.1f ms to %.1f ms), %d faults, %d of %d attempts got through"
        .formatted(
            outcome.times(),
            outcome.quietMs(),
            outcome.attackedMs(),
            outcome.faults(),
            outcome.successes(),
            outcome.attempts());
  }

  /** Refuses a CIM that takes accounts without a password: there anybody may act as anybody. */
  private void refuseOpen(Route withoutPassword) {
    boolean isOpen =
        withoutPassword
            .register("attack-without-password")
            .handle((account, failure) -> failure == null)
            .join();
    if (isOpen) {
      throw new ParameterException(
          command.commandLine(),
          "--route: %s takes accounts without a password (expected: a CIM that was started by ./cim up --secure)"
              .formatted(run.route()));
    }
  }

  private void refuseOtherMachines() {
    String host = run.route().host();
    try {
      if (InetAddress.getByName(host).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      // Not this machine either.
    }
    throw new ParameterException(
        command.commandLine(),
        "--route: %s is another machine (expected: a loopback address)".formatted(host));
  }
}
