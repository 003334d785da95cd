package io.crossim.it.client;

import static org.awaitility.Awaitility.await;

import io.crossim.it.report.Requirement;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Users of the JavaScript library, in one process of node. */
public final class NodePeople implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path LIBRARY = Path.of("..", "cim-client-js", "src", "index.js");
  private static final Path PROGRAM = Path.of("src", "test", "js", "people.mjs");
  private static final Pattern VERSION = Pattern.compile("v(\\d+)\\..*");
  private static final int OLDEST = 20;

  /** From here on node has a WebSocket without being asked. */
  private static final int HAS_SOCKET = 22;

  private final Process process;
  private final BufferedWriter orders;
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();

  private volatile Consumer<Event> listener = event -> {};

  /**
   * Something that happened to a user.
   *
   * @param event {@code message}, {@code sent}, {@code failed}, {@code state}, {@code broken}, or
   *     what was asked for
   * @param status of a message that was sent
   * @param from the sender of a message; 0 else
   */
  public record Event(String user, String event, String text, String status, long from) {}

  private NodePeople(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "node");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts node; skips the test where there is none.
   *
   * @param logs where the process writes what goes wrong
   * @param routeUrls where the users log in
   */
  public static NodePeople start(Path logs, String... routeUrls) throws IOException {
    int version = version();
    if (version < OLDEST) {
      throw Requirement.NODE.missing("no node " + OLDEST + " or newer is on the PATH");
    }
    List<String> command = new ArrayList<>(List.of("node"));
    if (version < HAS_SOCKET) {
      command.add("--experimental-websocket");
    }
    command.addAll(List.of(PROGRAM.toString(), LIBRARY.toAbsolutePath().toString()));
    command.addAll(List.of(routeUrls));
    return new NodePeople(
        new ProcessBuilder(command).redirectError(logs.resolve("node.log").toFile()).start());
  }

  /** The main version of node; 0 where there is none. */
  private static int version() {
    try {
      Process asked = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      try (BufferedReader answer = asked.inputReader()) {
        Matcher version = VERSION.matcher(String.valueOf(answer.readLine()));
        return version.matches() ? Integer.parseInt(version.group(1)) : 0;
      }
    } catch (IOException e) {
      return 0;
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode event = JSON.readTree(line);
        Event told =
            new Event(
                event.path("user").asString(),
                event.path("event").asString(),
                event.path("text").asString(),
                event.path("status").asString(""),
                event.path("from").asLong(0));
        events.add(told);
        listener.accept(told);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has something called with each event, on the thread that reads them. */
  public void listener(Consumer<Event> newListener) {
    listener = newListener;
  }

  /** Starts the client of a user, and waits until it is ready. */
  public void online(User user) {
    order("start", user, Map.of("id", user.id()));
    awaitState(user, "READY");
  }

  /** Starts the clients of users, and waits until all are ready. */
  public void online(List<User> users) {
    users.forEach(user -> order("start", user, Map.of("id", user.id())));
    users.forEach(user -> awaitState(user, "READY"));
  }

  /** Starts the client of a user by their name alone, and waits until it is ready. */
  public void onlineByName(User user) {
    order("start", user, Map.of());
    awaitState(user, "READY");
  }

  /** Waits until the last state of a client is this one. */
  public void awaitState(User user, String state) {
    await(user.name() + " is " + state)
        .until(() -> of(user, "state"), states -> !states.isEmpty() && last(states).equals(state));
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }

  public void send(User from, User to, String text) {
    order("send", from, Map.of("to", to.id(), "text", text));
  }

  public void sendToGroup(User from, long group, String text) {
    order("sendToGroup", from, Map.of("to", group, "text", text));
  }

  /** Makes a group, and answers its id. */
  public long create(User owner, String name, User member) {
    order("create", owner, Map.of("text", name, "members", List.of(member.id())));
    return Long.parseLong(
        await("the group " + name)
            .until(() -> of(owner, "created"), created -> !created.isEmpty())
            .get(0));
  }

  public void askHistory(User user, long group) {
    order("history", user, Map.of("to", group));
  }

  public void askUnread(User user) {
    order("unread", user, Map.of());
  }

  public void stop(User user) {
    order("stop", user, Map.of());
  }

  /** The texts that a user was given. */
  public List<String> received(User user) {
    return of(user, "message");
  }

  /** The texts of what happened to a user, by the kind of event. */
  public List<String> of(User user, String event) {
    return events.stream()
        .filter(one -> one.user.equals(user.name()) && one.event.equals(event))
        .map(Event::text)
        .toList();
  }

  /** What became of the texts of a user, by the text. */
  public Map<String, String> outcomes(User user) {
    Map<String, String> outcomes = new LinkedHashMap<>();
    for (Event one : events) {
      if (one.user.equals(user.name()) && (one.event.equals("sent") || one.event.equals("failed"))) {
        outcomes.put(one.text, one.status);
      }
    }
    return outcomes;
  }

  private synchronized void order(String order, User user, Map<String, Object> more) {
    Map<String, Object> line = new LinkedHashMap<>(more);
    line.put("order", order);
    line.put("user", user.name());
    try {
      orders.write(JSON.writeValueAsString(line) + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    orders.close();
    try {
      if (!process.waitFor(Patience.CALL.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
