package io.crossim.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * Lets a second {@code ./cim cluster} talk to the running one. The running one listens on a port of
 * this machine, and writes the port and a token into a file that only its user can read.
 */
final class ClusterControl implements AutoCloseable {

  private static final String FILE = "control";
  private static final Duration READ_TIME = Duration.ofSeconds(2);

  /** A server or route may take two minutes to start. */
  private static final Duration ANSWER_TIME = Duration.ofMinutes(3);

  /** The first letter of an answer. */
  private static final String DONE = "+";

  private static final String REFUSED = "-";

  private final ServerSocket port;
  private final Path file;
  private final String token;
  private final UnaryOperator<String> restart;

  private ClusterControl(
      ServerSocket port, Path file, String token, UnaryOperator<String> restart) {
    this.port = port;
    this.file = file;
    this.token = token;
    this.restart = restart;
  }

  /**
   * Listens until it is closed.
   *
   * @param directory of the cluster's data
   * @param restart starts a part again and answers what to say, or throws a {@link
   *     ClusterException} that does; called on one thread
   */
  static ClusterControl open(Path directory, UnaryOperator<String> restart) {
    try {
      ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      ClusterControl control =
          new ClusterControl(port, directory.resolve(FILE), newToken(), restart);
      control.writeFile();
      Thread thread = new Thread(control::serve, "control");
      thread.setDaemon(true);
      thread.start();
      return control;
    } catch (IOException e) {
      throw new ClusterException("no port for ./cim cluster restart: " + e.getMessage(), e);
    }
  }

  private static String newToken() {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private void writeFile() throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, port.getLocalPort() + " " + token);
  }

  private void serve() {
    while (!port.isClosed()) {
      try (Socket client = port.accept()) {
        client.setSoTimeout((int) READ_TIME.toMillis());
        answer(client);
      } catch (IOException | RuntimeException e) {
        // That client has gone, or the port was closed; or the part could not be started.
      }
    }
  }

  private void answer(Socket client) throws IOException {
    byte[] question = client.getInputStream().readNBytes(token.length() + 1);
    if (!MessageDigest.isEqual(question, (token + " ").getBytes(StandardCharsets.US_ASCII))) {
      return;
    }
    BufferedReader rest =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8), 128);
    String part = rest.readLine();
    if (part != null) {
      client.getOutputStream().write(answerTo(part).getBytes(StandardCharsets.UTF_8));
    }
  }

  private String answerTo(String part) {
    try {
      return DONE + restart.apply(part);
    } catch (ClusterException e) {
      return REFUSED + e.getMessage();
    }
  }

  /**
   * Asks the cluster that runs to start a part again.
   *
   * @return what it says
   * @throws ClusterException if none runs, or it cannot
   */
  static String restart(Path directory, String part) {
    Path file = directory.resolve(FILE);
    try (Socket socket = new Socket()) {
      String[] contents = Files.readString(file).split(" ", 2);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(contents[0])));
      socket.setSoTimeout((int) ANSWER_TIME.toMillis());
      socket
          .getOutputStream()
          .write((contents[1] + " " + part + "\n").getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (answer.startsWith(DONE)) {
        return answer.substring(1);
      }
      if (answer.startsWith(REFUSED)) {
        throw new ClusterException(answer.substring(1));
      }
    } catch (IOException | NumberFormatException e) {
      // told below
    }
    throw new ClusterException("no cluster runs on " + directory + " (start one: ./cim cluster)");
  }

  @Override
  public void close() {
    try {
      port.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A file that stays leads nowhere.
    }
  }
}
