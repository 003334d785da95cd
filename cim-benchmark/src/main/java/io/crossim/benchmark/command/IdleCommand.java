package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.LoadClient;
import io.crossim.benchmark.load.Protocol;
import io.crossim.benchmark.load.Receiver;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.ProcessMemory;
import io.crossim.benchmark.result.Output;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.ArrayList;
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
    description = "Holds idle connections, and measures the memory of one.")
public final class IdleCommand implements Callable<Integer> {

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--users",
      defaultValue = "1000",
      description = "online (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(
      names = "--time",
      defaultValue = "20s",
      description = "how long to hold them (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration time = Duration.ofSeconds(20);

  @Option(
      names = "--pid",
      paramLabel = "PID",
      split = ",",
      description = "JVMs of this machine to measure the memory per connection of (jcmd and /proc)")
  private List<Long> pids = new ArrayList<>();

  @Option(names = "--v2", description = "speak protocol v2")
  private boolean v2;

  @Option(names = "--ws", description = "speak protocol v3 over WebSocket")
  private boolean webSocket;

  @Override
  public Integer call() throws InterruptedException {
    AtomicInteger closed = new AtomicInteger();
    Receiver receiver =
        new Receiver() {
          @Override
          public void message(LoadClient client, String text) {}

          @Override
          public void closed(LoadClient client) {
            closed.incrementAndGet();
          }
        };
    Result result = new Result("idle").put("users", users);
    int closedByServer;
    try (Loops loops = run.loops()) {
      Users all = new Users(new Route(run.route(), loops, Route.USUAL_CONNECTIONS));
      List<Account> accounts = all.register(users);
      // After the registration, so that accounts are no part of what a connection takes.
      ProcessMemory before = ProcessMemory.of(pids);
      all.connect(accounts, new Connector(Protocol.of(v2, webSocket), receiver, loops));
      hold();
      ProcessMemory after = ProcessMemory.of(pids);
      if (!pids.isEmpty()) {
        result
            .put("heapBytesPerConnection", (after.heap() - before.heap()) / users)
            .put("residentBytesPerConnection", (after.resident() - before.resident()) / users);
      }
      // Here, for the end of the loops closes all connections, one after the other.
      closedByServer = closed.get();
    }
    run.publish(result.put("closed", closedByServer));
    return closedByServer == 0 ? 0 : 1;
  }

  private void hold() throws InterruptedException {
    long whole = Math.max(1, time.toNanos());
    long begin = System.nanoTime();
    for (long gone = 0; gone < time.toNanos(); gone = System.nanoTime() - begin) {
      Output.progress("idle", (double) gone / whole, users + "");
      TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.SECONDS.toNanos(1), time.toNanos() - gone));
    }
    Output.progress("idle", 1, users + "");
  }
}
