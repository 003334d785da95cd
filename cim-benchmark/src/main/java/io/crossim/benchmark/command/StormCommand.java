package io.crossim.benchmark.command;

import io.crossim.benchmark.load.LoadClient;
import io.crossim.benchmark.load.Refusal;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.Kill;
import io.crossim.benchmark.result.Output;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.storm.Storm;
import io.crossim.benchmark.transport.Loops;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many clients lose their connections at once and come back. */
@Command(
    name = "reconnect-storm",
    mixinStandardHelpOptions = true,
    description = {
      "Connects many users, and measures how they come back after a server died.",
      "Without --drop and --kill it waits until somebody kills one."
    })
public final class StormCommand implements Callable<Integer> {

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--users",
      defaultValue = "10000",
      description = "online (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(
      names = "--connections",
      defaultValue = "256",
      description = "HTTP connections over which they log in (default: ${DEFAULT-VALUE})")
  private int connections;

  @Option(names = "--drop", description = "close all connections of the users at once")
  private boolean drop;

  @Option(names = "--kill", paramLabel = "PID", description = "kill -9 this process of the machine")
  private @Nullable Long kill;

  @Option(
      names = "--wait",
      defaultValue = "5m",
      description = "how long to wait for the first lost connection (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration wait = Duration.ofMinutes(5);

  @Option(
      names = "--patience",
      defaultValue = "2m",
      description = "how long to wait until all are back (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration patience = Duration.ofMinutes(2);

  @Option(names = "--v2", description = "speak protocol v2")
  private boolean v2;

  @Override
  public Integer call() throws InterruptedException {
    Result result = new Result("reconnect-storm").put("users", users);
    try (Loops loops = run.loops()) {
      Route route = new Route(run.route(), loops, connections);
      Users all = new Users(route);
      Storm storm = new Storm(all.register(users), !v2, route, loops);
      List<LoadClient> clients = storm.connect(all);
      if (kill != null) {
        Kill.now(kill);
      } else if (drop) {
        clients.forEach(LoadClient::reset);
      } else {
        Output.note(users + " users are online; kill a server now");
      }
      if (!storm.awaitLoss(wait)) {
        throw new Refusal(
            Refusal.SILENT, "no connection was closed within " + wait.toSeconds() + " s");
      }
      storm.awaitReturn(patience);
      storm.put(result);
      run.publish(result);
      return storm.missing() == 0 ? 0 : 1;
    }
  }
}
