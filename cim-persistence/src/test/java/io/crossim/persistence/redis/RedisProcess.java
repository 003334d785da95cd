package io.crossim.persistence.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server of a test's own on a free port: the one on the PATH, else the one that the
 * build brings along. It ends with the test, or at the latest with this JVM.
 */
public final class RedisProcess implements AutoCloseable {

  private static final int ATTEMPTS = 10;
  // A cluster node talks to the others on its port + 10000.
  private static final int BUS_OFFSET = 10_000;

  private final int port;
  private final Process process;
  private final Path directory;

  private RedisProcess(int port, Process process, Path directory) {
    this.port = port;
    this.process = process;
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  public static RedisProcess start(String... settings) {
    IOException last = new IOException("redis-server did not start");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return startOn(freePort(), settings);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IllegalStateException(last);
  }

  /** Starts on this very port, to come back where another one was. */
  public static RedisProcess startOn(int port, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(Executable.PATH, "--port", "" + port, "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    Path directory = Files.createTempDirectory("cim-redis");
    command.addAll(List.of("--dir", directory.toString()));
    command.addAll(Arrays.asList(settings));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.contains("Ready to accept connections")) {
        drain(output);
        return new RedisProcess(port, process, directory);
      }
    }
    throw new IOException("redis-server ended: " + said);
  }

  private static void drain(BufferedReader output) {
    Thread drain =
        new Thread(
            () -> {
              try (output) {
                while (output.readLine() != null) {
                  // what it says is of no interest any more
                }
              } catch (IOException e) {
                // it has ended
              }
            },
            "redis-output");
    drain.setDaemon(true);
    drain.start();
  }

  private static int freePort() throws IOException {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        int port = socket.getLocalPort();
        // Below the range that the system gives to outgoing connections, and free for the bus too.
        int candidate = port - BUS_OFFSET;
        if (candidate > 1024) {
          try (ServerSocket free =
              new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
          } catch (IOException taken) {
            // another one, then
          }
        }
      }
    }
  }

  public int port() {
    return port;
  }

  public String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Kills it, as kill -9 does. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    FileSystemUtils.deleteRecursively(directory.toFile());
  }

  private static final class Executable {

    static final String PATH = find();

    private static String find() {
      return Stream.of(System.getenv("PATH").split(":"))
          .map(directory -> Path.of(directory, "redis-server"))
          .filter(Files::isExecutable)
          .findFirst()
          .map(Path::toString)
          .orElseGet(Executable::extract);
    }

    private static String extract() {
      try {
        return ExecutableProvider.newJarResourceProvider().get().getAbsolutePath();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
