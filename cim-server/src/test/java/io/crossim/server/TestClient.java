package io.crossim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Speaks protocol v2 over a plain socket, one frame at a time. */
public final class TestClient implements AutoCloseable {

  public final Socket socket;

  public TestClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Over a connection that is there. */
  public TestClient(Socket connected) throws IOException {
    socket = connected;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
  }

  public TestClient login(long userId, String name) throws IOException {
    return send(Frames.login(userId, name));
  }

  public TestClient loginV3(long userId, String name) throws IOException {
    return send(Frames.login(userId, name).toBuilder().putProperties("proto", "3").build());
  }

  public TestClient ping(long userId) throws IOException {
    return send(Frames.ping(userId));
  }

  public TestClient send(Frame frame) throws IOException {
    frame.writeDelimitedTo(socket.getOutputStream());
    return this;
  }

  public TestClient write(int... bytes) throws IOException {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      all[i] = (byte) bytes[i];
    }
    socket.getOutputStream().write(all);
    return this;
  }

  public TestClient expectPong(long userId) throws IOException {
    assertThat(read()).isEqualTo(Frames.pong(userId));
    return this;
  }

  public Frame read() throws IOException {
    return Frame.parseDelimitedFrom(socket.getInputStream());
  }

  /** Waits until the server closes. */
  public void expectEnd() throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
