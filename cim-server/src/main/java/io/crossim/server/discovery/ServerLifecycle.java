package io.crossim.server.discovery;

import io.crossim.metastore.ServerNode;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.session.SessionBinder;
import io.crossim.service.start.SecondSignal;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.SmartLifecycle;

/**
 * The start and the end of the server. It starts when the HTTP port is open: TCP port, then
 * discovery. It stops before the HTTP port closes: discovery, then the v3 clients, who move to
 * other servers, then all connections, then what they had to tell the routes.
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
  private final Drain drain;
  private final Supplier<SecondSignal> signals;

  private volatile boolean running;

  @Override
  public synchronized void start() {
    int tcp = gateway.open(tcpPort);
    int http = httpPort.getAsInt();
    ServerNode self = address.of(tcp, http);
    drain.start(self);
    running = true;
    log.info(
        "cim-server is ready: tcp {}, http {}, host {}{}",
        tcp,
        http,
        self.host(),
        advertisedAddress(tcp, self));
  }

  private static String advertisedAddress(int tcp, ServerNode self) {
    return self.cimServerPort() == tcp && self.clientHost().equals(self.host())
        ? ""
        : ", clients are told " + self.clientHost() + ", tcp " + self.cimServerPort();
  }

  @Override
  public synchronized void stop() {
    try (SecondSignal hurry = signals.get()) {
      drain.finish(hurry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    gateway.close();
    sessions.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** Under which address others reach a server with these open ports. */
  @FunctionalInterface
  public interface Address {
    ServerNode of(int tcpPort, int httpPort);
  }
}
