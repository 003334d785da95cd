package io.crossim.service.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.GracefulShutdownCallback;
import org.springframework.boot.web.server.GracefulShutdownResult;
import org.springframework.boot.web.server.WebServer;

/** The front with its servlet container, as Spring Boot starts and stops a web server. */
@RequiredArgsConstructor
final class FrontWebServer implements WebServer {

  private final WebServer tomcat;
  private final ServletContainer container;
  private final @Nullable InetAddress address;
  private final int number;

  /** Makes the front; called when the calls of the service are there. */
  private final Supplier<HttpFront> fronts;

  private @Nullable HttpFront front;

  @Override
  public void start() {
    tomcat.start();
    container.listensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), tomcat.getPort()));
    HttpFront made = fronts.get();
    made.open("server.port", address, number);
    front = made;
  }

  @Override
  public void stop() {
    if (front != null) {
      front.close();
    }
    tomcat.stop();
  }

  @Override
  public void destroy() {
    tomcat.destroy();
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
