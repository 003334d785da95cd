package io.crossim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.trace.MessageTraces;
import io.crossim.server.assembly.ServerAssembly;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.move.MovableClients;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway on a free port, with time that tests advance. */
public final class TestServer implements AfterEachCallback {

  public static final int MAX_FRAME = 100_000;
  public static final int MAX_PENDING = 200_000;

  public final FakeSessions sessions = new FakeSessions();
  public final FakeTicker ticker = new FakeTicker();
  public final FakeMessages messages = new FakeMessages();
  public final FakeConversations conversations = new FakeConversations();
  public final EventLoops loops = EventLoops.create();
  private final ServerAssembly assembly =
      new ServerAssembly(
          new TcpGateway.Settings(4096, MAX_FRAME, Duration.ofSeconds(10), Duration.ofSeconds(30)),
          MAX_PENDING,
          new ServerAssembly.Inputs(
              sessions,
              messages,
              conversations,
              new ServerAssembly.Threads(loops.group(), loops.group(), loops.group()),
              ticker,
              new SimpleMeterRegistry(),
              MessageTraces.OFF));
  public final CloseLog closes = assembly.closes();
  public final ConnectionsByLoop connections = assembly.connections();
  public final SessionRegistry registry = assembly.registry();
  public final LocalNode node = assembly.node();
  public final SessionBinder binder = assembly.sessions();
  public final MovableClients movable = assembly.movable();
  public final LocalGateway gateway = assembly.gateway();
  public final TcpGateway tcp;
  public final int port;

  public TestServer() {
    this(ServerTls.none());
  }

  /** One that may speak TLS. */
  public TestServer(ServerTls tls) {
    this(tls, true);
  }

  private TestServer(ServerTls tls, boolean opened) {
    sessions.heads = messages::head;
    tcp = assembly.tcpGateway(TestBounds.none(loops.group()), loops, tls);
    port = opened ? tcp.open(0) : 0;
    if (opened) {
      node.open("127.0.0.1", port, 1);
    }
  }

  /** One whose port the test opens itself. */
  public static TestServer unopened() {
    return new TestServer(ServerTls.none(), false);
  }

  public TestClient connect() throws IOException {
    return new TestClient(port);
  }

  /** A client whose login was accepted: its ping is answered. */
  public TestClient login(long userId, String name) throws IOException {
    return connect().login(userId, name).ping(userId).expectPong(userId);
  }

  /** The same with protocol v3. */
  public TestClient loginV3(long userId, String name) throws IOException {
    TestClient client = connect().loginV3(userId, name);
    assertThat(client.read().getLoginAck().getCode()).isEqualTo("9000");
    return client;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    tcp.close();
    assembly.close();
    loops.close();
  }
}
