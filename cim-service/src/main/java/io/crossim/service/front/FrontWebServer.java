package io.crossim.service.front;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.WebServer;

/** The front with its servlet container, as Spring Boot starts and stops a web server. */
@RequiredArgsConstructor
final class FrontWebServer implements WebServer {

  private final WebServer container;
  private final @Nullable InetAddress address;
  private final int number;

  /** Makes the front before this container; called when the calls of the service are there. */
  private final Function<InetSocketAddress, HttpFront> fronts;

  private @Nullable HttpFront front;

  @Override
  public void start() {
    container.start();
    InetSocketAddress inner =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), container.getPort());
    HttpFront made = fronts.apply(inner);
    made.open("server.port", address, number);
    front = made;
  }

  @Override
  public void stop() {
    if (front != null) {
      front.close();
    }
    container.stop();
  }

  @Override
  public void destroy() {
    container.destroy();
  }

  @Override
  public int getPort() {
    return front == null ? number : front.number();
  }

  @Override
  public void shutDownGracefully(GracefulShutdownCallback callback) {
    if (front == null) {
      callback.shutdownComplete(GracefulShutdownResult.IDLE);
    } else {
      front.stop(() -> callback.shutdownComplete(GracefulShutdownResult.IDLE));
    }
  }
}
