package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Connector;
import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Pacer;
import io.crossim.benchmark.load.PrivateLoad;
import io.crossim.benchmark.load.Protocol;
import io.crossim.benchmark.load.Receiver;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.CpuWatch;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Messages from user to user, each checked at its receiver. */
@Command(
    name = "p2p",
    mixinStandardHelpOptions = true,
    description = "Private messages: a closed loop with so many in flight, or a fixed rate.")
public final class P2pCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How a message is sent. */
  enum Transport {
    HTTP,
    TCP,
    WS
  }

  @Mixin private RunOptions run = new RunOptions();
  @Mixin private PhaseOptions phases = new PhaseOptions();
  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = "--transport",
      defaultValue = "HTTP",
      description =
          "HTTP (/p2pRoute, as v2 does), TCP (protocol v3) or WS (v3 over WebSocket, at both"
              + " ends); default: ${DEFAULT-VALUE}")
  private Transport transport = Transport.HTTP;

  @Option(
      names = "--in-flight",
      defaultValue = "64",
      description =
          "messages without an answer, each in a lane of its own (default: ${DEFAULT-VALUE})")
  private int inFlight;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "messages per second, measured from when they were due; 0 for a closed loop")
  private double rate;

  @Option(
      names = "--pairs",
      defaultValue = "32",
      description = "pairs of a sender and a receiver (default: ${DEFAULT-VALUE})")
  private int pairs;

  @Option(names = "--v2", description = "receivers speak protocol v2")
  private boolean v2;

  @Option(
      names = "--password",
      defaultValue = "",
      description = "accounts have this password, of letters and digits, and show tokens")
  private String password = "";

  @Option(
      names = "--rehearse-on",
      paramLabel = "URL",
      description =
          "the same load there before, so that only what is measured is cold, not this tool",
      converter = UrlConverter.class)
  private @Nullable HttpUrl rehearsal;

  @Override
  public Integer call() throws InterruptedException {
    if (rehearsal != null) {
      load(rehearsal, new Loops("load", 1), new CpuWatch(List.of()));
    }
    CpuWatch cpu = phases.watch();
    Measurement measurement = load(run.route(), run.loops(), cpu);
    Result result =
        new Result("p2p " + transport + (rate == 0 ? "" : " at " + rate + "/s"))
            .put("inFlight", inFlight)
            .rate("acceptedPerSecond", measurement.answerCount(), measurement.nanos())
            .rate("deliveredPerSecond", measurement.deliveryCount(), measurement.nanos());
    Deliveries.put(result, measurement);
    cpu.put(result, "cpuMicrosPerMessage", measurement.deliveryCount());
    run.publish(result);
    return Deliveries.exitCode(measurement);
  }

  private Measurement load(HttpUrl route, Loops loops, CpuWatch cpu) throws InterruptedException {
    int used = Math.max(1, Math.min(pairs, inFlight));
    Measurement measurement = new Measurement(inFlight);
    try (loops;
        Pacer pacer = new Pacer(rate)) {
      Users users = new Users(new Route(route, loops, Route.USUAL_CONNECTIONS, password));
      List<Account> accounts = users.register(2 * used);
      List<Account> senders = accounts.subList(0, used);
      List<Account> receivers = accounts.subList(used, 2 * used);
      Protocol protocol = Protocol.of(v2, transport == Transport.WS);
      Receiver arrivals = (client, text) -> measurement.arrived(text);
      users.connect(receivers, new Connector(protocol, arrivals, loops));
      PrivateLoad load = new PrivateLoad(receivers, inFlight, texts.size(), measurement, pacer);
      if (transport == Transport.HTTP) {
        load.overHttp(senders, users.tokens(senders), route, loops);
      } else {
        load.overConnections(senders, Protocol.of(false, transport == Transport.WS), users, loops);
      }
      phases.pass(measurement, measurement::answerCount, cpu);
      measurement.settle(PATIENCE);
    }
    return measurement;
  }
}
