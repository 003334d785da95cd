package io.crossim.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A TCP client that speaks protocol v2 and nothing else. It never connects again by itself. */
public final class V2Client implements AutoCloseable {

  private static final int CONNECT_MILLIS = 3_000;

  private final Socket socket;
  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService pinger =
      Executors.newSingleThreadScheduledExecutor(V2Client::daemon);
  private volatile Consumer<Frame> taker = frame -> {};
  private volatile boolean ended;

  private V2Client(Socket socket) {
    this.socket = socket;
    daemon(this::readAll).start();
  }

  /** A connection that has said nothing yet. */
  public static V2Client connect(String host, int port) {
    try {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return new V2Client(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(host + ":" + port + " takes no connection", e);
    }
  }

  /** Logs in at the route and on the socket, and returns when the server has accepted it. */
  public static V2Client online(Route route, User user) {
    return online(route.chooseServer(user), user);
  }

  /** Logs in on the socket, and returns when the server has accepted it. */
  public static V2Client online(ServerAt server, User user) {
    V2Client client = onlineWithoutPings(server, user);
    client.pingEvery10Seconds(user);
    return client;
  }

  /** The same, and hands over each frame with a message, on the thread that reads. */
  public static V2Client online(ServerAt server, User user, Consumer<Frame> messages) {
    V2Client client = connect(server.host(), server.tcpPort());
    client.taker = messages;
    client.login(user);
    client.awaitPong(user);
    client.pingEvery10Seconds(user);
    return client;
  }

  /** Logs in on the socket, and says nothing any more. */
  public static V2Client onlineWithoutPings(ServerAt server, User user) {
    V2Client client = connect(server.host(), server.tcpPort());
    client.login(user);
    client.awaitPong(user);
    return client;
  }

  /** The first frame of a client; a v2 server answers nothing to it. */
  public void login(User user) {
    send(
        Frame.newBuilder()
            .setCmd(Command.LOGIN_REQUEST)
            .setId(user.id())
            .setText(user.name())
            .build());
  }

  /** Asks for a pong; it comes only after the login was accepted. */
  public void awaitPong(User user) {
    long before = pongs();
    ping(user);
    await("pong for " + user.name())
        .atMost(Patience.CALL)
        .failFast("the server closed the connection", () -> ended)
        .until(() -> pongs() > before);
  }

  public void ping(User user) {
    send(Frame.newBuilder().setCmd(Command.PING).setId(user.id()).setText("ping").build());
  }

  private void pingEvery10Seconds(User user) {
    pinger.scheduleAtFixedRate(() -> ping(user), 10, 10, TimeUnit.SECONDS);
  }

  public void send(Frame frame) {
    try {
      synchronized (socket) {
        frame.writeDelimitedTo(socket.getOutputStream());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the connection is closed", e);
    }
  }

  public void sendBytes(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("the connection is closed", e);
    }
  }

  /** The texts of all messages so far, in the order in which they came. */
  public List<String> texts() {
    return messages().stream()
        .flatMap(
            frame ->
                frame.getBatchCount() > 0
                    ? frame.getBatchList().stream()
                    : Stream.of(frame.getText()))
        .toList();
  }

  /** All that came but pongs. */
  public List<Frame> messages() {
    return frames.stream().filter(frame -> frame.getCmd() != Command.PING).toList();
  }

  public Frame awaitText(String text) {
    return awaitMessage(frame -> frame.getText().equals(text), text);
  }

  private Frame awaitMessage(Predicate<Frame> wanted, String name) {
    await("the message " + name).untilAsserted(() -> assertThat(messages()).anyMatch(wanted, name));
    return messages().stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Waits for a private or group message and checks everything that a v2 client reads of it. */
  public void awaitPush(String text, User sender, User receiver) {
    Frame frame = awaitText(text);
    assertThat(frame.getCmd()).isEqualTo(Command.MESSAGE);
    assertThat(frame.getId()).isEqualTo(receiver.id());
    assertThat(frame.getPropertiesMap())
        .isEqualTo(
            Map.of(
                "sendUserId", Long.toString(sender.id()),
                "sendUserName", sender.name(),
                "receiveUserId", Long.toString(receiver.id())));
  }

  /** Waits for a message of a group and checks everything that a v2 client reads of it. */
  public void awaitGroupPush(Group group, String text, User sender, User receiver) {
    Frame frame = awaitText("[" + group.name() + "] " + text);
    assertThat(frame.getCmd()).isEqualTo(Command.MESSAGE);
    assertThat(frame.getId()).isEqualTo(receiver.id());
    assertThat(frame.getPropertiesMap())
        .isEqualTo(
            Map.of(
                "sendUserId", Long.toString(sender.id()),
                "sendUserName", sender.name(),
                "receiveUserId", Long.toString(receiver.id()),
                "groupId", Long.toString(group.id()),
                "groupName", group.name()));
  }

  public boolean isClosed() {
    return ended;
  }

  /** Waits until the server has closed the connection. */
  public void awaitClosed(Duration atMost) {
    await("the server closes the connection").atMost(atMost).until(() -> ended);
  }

  /** Ends as a client that goes: its server sees the close at once. */
  @Override
  public void close() {
    pinger.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long pongs() {
    return frames.stream()
        .filter(frame -> frame.getCmd() == Command.PING && frame.getText().equals("pong"))
        .count();
  }

  private void readAll() {
    try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
      for (Frame frame = Frame.parseDelimitedFrom(in);
          frame != null;
          frame = Frame.parseDelimitedFrom(in)) {
        frames.add(frame);
        if (frame.getCmd() != Command.PING) {
          taker.accept(frame);
        }
      }
    } catch (IOException e) {
      // Closed, by this side or the other.
    } finally {
      ended = true;
      pinger.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "v2-client");
    thread.setDaemon(true);
    return thread;
  }
}
