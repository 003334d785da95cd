package io.crossim.standalone;

import io.crossim.server.api.ServerPaths;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.Failures;
import io.crossim.service.http.FrontBounds;
import io.crossim.service.http.HttpFront;
import io.crossim.service.http.ServletContainer;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.ServerTls;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The second HTTP port, where scripts look for the IM server. It answers {@code /sendMsg}, says
 * whether the service is up, and does nothing else, so that it can be opened to them alone.
 */
@Component
@EnableConfigurationProperties(StandaloneProperties.class)
@RequiredArgsConstructor
class SendPort implements SmartLifecycle {

  private static final List<String> CALLS = List.of(ServerPaths.SEND, "/actuator/health");

  private final StandaloneProperties properties;
  private final EventLoops loops;
  private final ServerTls tls;
  private final CallTable calls;
  private final Failures failures;
  private final FrontBounds bounds;
  private final ServletContainer container;

  private @Nullable HttpFront front;

  @Override
  public synchronized void start() {
    if (properties.sendPort() >= 0) {
      HttpFront opened = HttpFront.of(loops, tls, calls.only(CALLS), failures, bounds, container);
      opened.open("cim.standalone.send-port", null, properties.sendPort());
      front = opened;
    }
  }

  /** The number of the open port; -1 while there is none. */
  synchronized int number() {
    return front == null ? -1 : front.number();
  }

  @Override
  public synchronized void stop() {
    if (front != null) {
      front.close();
      front = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return front != null;
  }
}
