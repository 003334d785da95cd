package io.crossim.web.browser;

import io.crossim.cluster.CimProcess;
import io.crossim.cluster.JavaCommand;
import io.crossim.cluster.ManagedProcess;
import io.crossim.cluster.Ports;
import io.crossim.standalone.CimApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole CIM as a process of its own, which can be killed and started again at the same ports. */
final class SingleProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Pattern READY = Pattern.compile("cim is ready: tcp \\d+, http \\d+");

  private final Path directory;
  private final int httpPort = Ports.free();
  private final int tcpPort = Ports.free();
  private @Nullable ManagedProcess process;

  /**
   * @param directory for its data and its log
   */
  SingleProcess(Path directory) {
    this.directory = directory;
  }

  String url() {
    return "http://127.0.0.1:" + httpPort + "/";
  }

  /** Waits until it serves the page. */
  SingleProcess start() {
    List<String> arguments =
        CimProcess.arguments(
            Map.of(
                "server.port",
                httpPort,
                "cim.server.port",
                tcpPort,
                "cim.standalone.send-port",
                -1,
                "cim.management.port",
                -1,
                "cim.warmup.enabled",
                false,
                "cim.conversations.private",
                true,
                "cim.data.directory",
                directory.resolve("data")));
    process =
        ManagedProcess.start(
            "cim",
            directory,
            JavaCommand.main(List.of(), CimApplication.class.getName(), arguments));
    process.awaitLine(READY, START);
    return this;
  }

  /** Ends it without a word to anybody. */
  void kill() {
    if (process != null) {
      process.kill();
      process = null;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
