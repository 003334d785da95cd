package io.crossim.benchmark.command;

import io.crossim.benchmark.nullserver.NullServer;
import io.crossim.benchmark.result.Output;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the null server until it is killed. */
@Command(
    name = "null-server",
    mixinStandardHelpOptions = true,
    description = "Answers like CIM, with no storage and no logic, to compare with.")
public final class NullServerCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      defaultValue = "8083",
      description = "HTTP, 0 for any free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--tcp-port",
      defaultValue = "11211",
      description = "TCP, 0 for any free one (default: ${DEFAULT-VALUE})")
  private int tcpPort;

  @Override
  public Integer call() throws InterruptedException {
    try (NullServer server = NullServer.open(port, tcpPort)) {
      Output.result(
          "null server is ready: tcp " + server.tcpPort() + ", http " + server.httpPort());
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
