package io.crossim.server.discovery;

import io.crossim.metastore.MetaStore;
import io.crossim.metastore.Registration;
import io.crossim.metastore.ServerNode;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.session.SessionBinder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The start and the end of the server. It starts when the HTTP port is open: TCP port, then
 * discovery. It stops before the HTTP port closes: discovery, then connections, then what they had
 * to tell the routes.
 */
@Slf4j
@RequiredArgsConstructor
public final class ServerLifecycle implements SmartLifecycle {

  /** Above the web server's own phases, which begin at 1024 below the default. */
  private static final int PHASE = DEFAULT_PHASE - 512;

  private final int tcpPort;
  private final IntSupplier httpPort;
  private final Address address;
  private final TcpGateway gateway;
  private final SessionBinder sessions;
  private final MetaStore discovery;

  private volatile @Nullable Registration registration;

  @Override
  public synchronized void start() {
    int tcp = gateway.open(tcpPort);
    int http = httpPort.getAsInt();
    ServerNode self = address.of(tcp, http);
    Registration made = discovery.register(self);
    registration = made;
    made.onRegistered(everyTimeButTheFirst(sessions::restoreAll));
    log.info(
        "cim-server is ready: tcp {}, http {}, host {}{}", tcp, http, self.host(), told(tcp, self));
  }

  private static String told(int tcp, ServerNode self) {
    return self.cimServerPort() == tcp && self.clientHost().equals(self.host())
        ? ""
        : ", clients are told " + self.clientHost() + ", tcp " + self.cimServerPort();
  }

  @Override
  public synchronized void stop() {
    Registration current = registration;
    if (current != null) {
      current.close();
      registration = null;
    }
    gateway.close();
    sessions.close();
  }

  @Override
  public synchronized boolean isRunning() {
    return registration != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** Whether discovery lists this server, as far as is known here. */
  public boolean isRegistered() {
    Registration current = registration;
    return current != null && current.isRegistered();
  }

  /** Under which address others reach a server with these open ports. */
  @FunctionalInterface
  public interface Address {
    ServerNode of(int tcpPort, int httpPort);
  }

  private static Runnable everyTimeButTheFirst(Runnable task) {
    AtomicBoolean first = new AtomicBoolean(true);
    return () -> {
      if (!first.compareAndSet(true, false)) {
        task.run();
      }
    };
  }
}
