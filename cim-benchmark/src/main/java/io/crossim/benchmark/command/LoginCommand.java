package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Envelopes;
import io.crossim.benchmark.load.HttpLine;
import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.CpuWatch;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.RoutePaths;
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
public final class LoginCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Mixin private RunOptions run = new RunOptions();
  @Mixin private PhaseOptions phases = new PhaseOptions();

  @Option(
      names = "--in-flight",
      defaultValue = "32",
      description = "logins without an answer (default: ${DEFAULT-VALUE})")
  private int inFlight;

  @Option(
      names = "--users",
      defaultValue = "1000",
      description = "accounts (default: ${DEFAULT-VALUE})")
  private int users;

  private final AtomicInteger next = new AtomicInteger();

  @Override
  public Integer call() throws InterruptedException {
    Measurement measurement = new Measurement(1);
    CpuWatch cpu = phases.watch();
    try (Loops loops = new Loops("load", 1)) {
      Route route = new Route(run.route(), loops, Route.USUAL_CONNECTIONS);
      List<byte[]> bodies =
          new Users(route).register(users).stream().map(Route::loginBody).toList();
      for (int i = 0; i < inFlight; i++) {
        login(new HttpLine(run.route(), loops), bodies, measurement);
      }
      phases.pass(measurement, measurement::answerCount, cpu);
      measurement.awaitAnswers(PATIENCE);
    }
    Result result =
        new Result("login")
            .put("inFlight", inFlight)
            .rate("loginsPerSecond", measurement.answerCount(), measurement.nanos())
            .put("refused", measurement.refusals())
            .latency("answerMs", measurement.answerTimes());
    cpu.put(result, "cpuMicrosPerMessage", measurement.answerCount());
    run.publish(result);
    return measurement.refusals() == 0 ? 0 : 1;
  }

  private void login(HttpLine line, List<byte[]> bodies, Measurement measurement) {
    if (!measurement.leaves(1)) {
      return;
    }
    byte[] body = bodies.get(Math.floorMod(next.getAndIncrement(), bodies.size()));
    long due = System.nanoTime();
    line.post(
        RoutePaths.LOGIN,
        body,
        (status, answer) -> {
          measurement.answered(0, due, Envelopes.isSuccess(status, answer));
          login(line, bodies, measurement);
        });
  }
}
