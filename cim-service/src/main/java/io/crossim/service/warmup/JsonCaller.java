package io.crossim.service.warmup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;

/** Calls a stage as scripts and v2 clients do, with JSON over one connection. One thread. */
public final class JsonCaller implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  public JsonCaller(WarmupEnvironment environment) throws IOException {
    socket = new Socket(WarmupEnvironment.ADDRESS, environment.port());
    socket.setSoTimeout((int) WarmupEnvironment.PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public String get(String path) throws IOException {
    return call("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  public String post(String path, String json) throws IOException {
    return call(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + json.getBytes(UTF_8).length
            + "\r\n\r\n"
            + json);
  }

  /** The body of the answer, which must be one of success. */
  private String call(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(UTF_8));
    String status = line();
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    String body = new String(in.readNBytes(length), UTF_8);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(status + ", " + body);
    }
    return body;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed before the answer");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
