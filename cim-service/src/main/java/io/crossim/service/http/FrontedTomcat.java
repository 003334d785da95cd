package io.crossim.service.http;

import io.crossim.common.result.CimException;
import java.net.InetAddress;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * A servlet container that listens on this machine alone, and the front before it, which has the
 * port and the address that were meant for it.
 */
@RequiredArgsConstructor
final class FrontedTomcat extends TomcatServletWebServerFactory {

  private static final int MAX_PORT = 65_535;

  /** Their bytes are bounded. */
  private static final int ANY_COUNT = -1;

  private final ServletContainer container;
  private final Supplier<HttpFront> fronts;

  @Override
  public WebServer getWebServer(ServletContextInitializer... initializers) {
    int port = getPort();
    if (port < 0 || port > MAX_PORT) {
      throw CimException.invalid("server.port", port, "0-" + MAX_PORT);
    }
    refuseWhatIsTheFronts();
    @Nullable InetAddress address = getAddress();
    setPort(0);
    setAddress(InetAddress.getLoopbackAddress());
    addEngineValves(container.valve());
    addConnectorCustomizers(FrontedTomcat::takeWhatTheFrontTakes);
    return new FrontWebServer(super.getWebServer(initializers), container, address, port, fronts);
  }

  /** The front has bounded the heads of requests; the container must not do it more narrowly. */
  private static void takeWhatTheFrontTakes(Connector connector) {
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
      http.setMaxHttpRequestHeaderSize(
          Math.max(http.getMaxHttpRequestHeaderSize(), HttpFront.MAX_RELAYED_HEAD));
      http.setMaxHeaderCount(ANY_COUNT);
      // A client that asks first is not told to send what is refused.
      http.setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
    }
  }

  /** What would be set at the container without any effect at the port, or break the way to it. */
  private void refuseWhatIsTheFronts() {
    if (Ssl.isEnabled(getSsl())) {
      throw CimException.invalid(
          "server.ssl", "set", "cim.tls.certificate and cim.tls.private-key in its place");
    }
    String path = getContextPath().toString();
    if (!path.isEmpty()) {
      throw CimException.invalid(
          "server.servlet.context-path", path, "none: a proxy may put a prefix before the calls");
    }
  }
}
