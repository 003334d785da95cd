package io.crossim.common.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes the HTTP clients of all services and of the SDK. */
public final class HttpClients {

  private HttpClients() {}

  /**
   * A client with keep-alive over HTTP/1.1.
   *
   * @param connect the longest wait for a connection
   * @param call the longest wait for a whole call, connection included
   */
  public static OkHttpClient create(Duration connect, Duration call) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .socketFactory(new NoDelaySocketFactory())
        .connectTimeout(connect)
        .readTimeout(call)
        .writeTimeout(call)
        .callTimeout(call)
        .connectionPool(new ConnectionPool(32, 5, TimeUnit.MINUTES))
        .followRedirects(false)
        .build();
  }

  /** OkHttp leaves Nagle's algorithm on, which holds a body of some kilobytes back for 40 ms. */
  private static final class NoDelaySocketFactory extends SocketFactory {

    private final SocketFactory sockets = SocketFactory.getDefault();

    @Override
    public Socket createSocket() throws IOException {
      return noDelay(sockets.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return noDelay(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return noDelay(sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return noDelay(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return noDelay(sockets.createSocket(host, port, local, localPort));
    }

    private static Socket noDelay(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      return socket;
    }
  }
}
