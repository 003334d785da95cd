package io.crossim.it.faults;

import io.crossim.cluster.JavaCommand;
import io.crossim.cluster.ManagedProcess;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * A client in a process of its own, {@link ReceiverMain}. It prints each message with its position
 * in one line: what was printed is what the application has done. The next process begins behind
 * the last line.
 */
final class ReceiverProcess implements AutoCloseable {

  /** How it reads. */
  enum Manner {
    SDK,
    V2,
    /** A defect: the library is told that a message is done with before it is. */
    SDK_ACKNOWLEDGES_FIRST
  }

  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("^ready$");

  private final Manner manner;
  private final List<Route> routes;
  private final User user;
  private final Path logs;
  private final AtomicLong taken = new AtomicLong();

  private volatile String position = "";
  private volatile V2Person.Reader reader = (sender, text) -> {};
  private volatile Runnable broken = () -> {};
  private ManagedProcess process;

  private ReceiverProcess(Manner manner, List<Route> routes, Path logs) {
    this.manner = manner;
    this.routes = routes;
    this.logs = logs;
    this.user = routes.get(0).register("receiver");
    this.process = launch();
  }

  /** Returns when it is online. */
  static ReceiverProcess start(Manner manner, List<Route> routes, Path logs) {
    return new ReceiverProcess(manner, routes, logs);
  }

  User user() {
    return user;
  }

  void listener(V2Person.Reader newReader, Runnable newBroken) {
    reader = newReader;
    broken = newBroken;
  }

  /** How many messages its listener was called with. */
  long taken() {
    return taken.get();
  }

  void kill() {
    process.kill();
  }

  void pause() {
    process.pause();
  }

  void resume() {
    process.resume();
  }

  void restart() {
    process = launch();
  }

  private ManagedProcess launch() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(manner.name(), Long.toString(user.id()), user.name(), "position:" + position));
    routes.forEach(route -> arguments.add(Integer.toString(route.port())));
    ManagedProcess started =
        ManagedProcess.start(
            "receiver-" + user.id() + "-" + taken.get(),
            logs,
            JavaCommand.main(List.of(), ReceiverMain.class.getName(), arguments),
            this::printed);
    started.awaitLine(READY, PATIENT);
    return started;
  }

  private void printed(String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "taken" -> taken.incrementAndGet();
      case "broken" -> broken.run();
      case "seen" -> {
        position = words[1];
        reader.read(Long.parseLong(words[2]), words[3]);
      }
      default -> {
        // For the log.
      }
    }
  }

  @Override
  public void close() {
    process.kill();
  }
}
