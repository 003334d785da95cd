package io.crossim.service.management;

import io.crossim.common.result.CimException;
import io.crossim.service.http.HttpFront;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The port for those who run the service. The first to open and the last to close, so that a
 * service can be watched while it starts and while it ends.
 */
@Slf4j
@RequiredArgsConstructor
public final class ManagementPort implements SmartLifecycle {

  /** How far it lies above the HTTP port where none is set. */
  private static final int ABOVE = 1_000;

  /** Below all of the web server's. */
  private static final int PHASE = DEFAULT_PHASE - 8_192;

  private final ManagementAddress address;
  private final int serverPort;

  /** A front that was never opened. */
  private final Supplier<HttpFront> fronts;

  /** Learns the number of the open port. */
  private final IntConsumer opened;

  private @Nullable HttpFront front;

  @Override
  public synchronized void start() {
    Integer given = address.port();
    if (given == null) {
      front = openSomewhere(serverPort + ABOVE);
    } else if (given >= 0) {
      front = open(given);
    }
    if (front != null) {
      log.info("management: http {}, at {}", front.number(), address.address().getHostAddress());
      opened.accept(front.number());
    }
  }

  /** A service that ran without this port before must not fail because of it. */
  private HttpFront openSomewhere(int wanted) {
    if (serverPort <= 0 || wanted > ManagementProperties.HIGHEST) {
      return open(0);
    }
    try {
      return open(wanted);
    } catch (CimException e) {
      log.warn(
          "{}, so that any other is used; {} sets one", e.getMessage(), ManagementProperties.PORT);
      return open(0);
    }
  }

  private HttpFront open(int port) {
    HttpFront made = fronts.get();
    made.open(address.property(), address.address(), port);
    return made;
  }

  /** The number of the open port; -1 while there is none. */
  public synchronized int number() {
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

  @Override
  public int getPhase() {
    return PHASE;
  }
}
