package io.crossim.benchmark;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the null server until it is killed. */
@Command(
    name = "null-server",
    mixinStandardHelpOptions = true,
    description = "The same answers and the same frames, with no storage and no logic.")
final class NullServerCommand implements Callable<Integer> {

  @Option(names = "--port", defaultValue = "8083", description = "HTTP (${DEFAULT-VALUE})")
  private int port;

  @Option(names = "--tcp-port", defaultValue = "11211", description = "TCP (${DEFAULT-VALUE})")
  private int tcpPort;

  @Override
  public Integer call() throws InterruptedException {
    try (NullServer server = NullServer.open(port, tcpPort)) {
      Output.result(
          "null server is ready: tcp %d, http %d".formatted(server.tcpPort(), server.httpPort()));
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
