package io.crossim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.trace.MessageTraces;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.inbox.HeadRefresh;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.inbox.InboxMeters;
import io.crossim.server.move.MovableClients;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.push.PushMeters;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.LoginMeters;
import io.crossim.server.session.Logins;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import io.crossim.server.uplink.Uplink;
import io.crossim.server.uplink.UplinkMeters;
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
  public final CloseLog closes = new CloseLog(new SimpleMeterRegistry());
  public final ConnectionsByLoop connections = new ConnectionsByLoop();
  public final SessionRegistry registry = new SessionRegistry();
  public final LocalNode node = new LocalNode();
  public final FakeMessages messages = new FakeMessages();
  public final EventLoops loops = EventLoops.create();
  private final InboxCalls calls =
      new InboxCalls(
          messages,
          ticker,
          new InboxMeters(new SimpleMeterRegistry()),
          MessageTraces.OFF,
          loops.group(),
          loops.group());
  private final Logins logins = new Logins(new LoginMeters(new SimpleMeterRegistry()));
  public final SessionBinder binder =
      new SessionBinder(registry, sessions, node, logins, loops.group(), loops.group());
  private final Uplink uplink =
      new Uplink(
          messages,
          new UplinkMeters(new SimpleMeterRegistry()),
          MessageTraces.OFF,
          binder.rebinding()::oneSoon,
          ticker,
          loops.group(),
          loops.group());
  public final TcpGateway tcp;
  public final MovableClients movable = new MovableClients(connections, ticker);
  public final LocalGateway gateway =
      new LocalGateway(
          node,
          connections,
          registry,
          binder,
          movable,
          new PushMeters(new SimpleMeterRegistry()),
          MAX_FRAME);

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
    tcp =
        new TcpGateway(
            new TcpGateway.Settings(
                4096, MAX_FRAME, Duration.ofSeconds(10), Duration.ofSeconds(30)),
            new ConnectionSettings(ticker, closes, TestDialects.of(calls, MAX_FRAME), MAX_PENDING),
            connections,
            binder,
            logins,
            uplink,
            new HeadRefresh(calls),
            TestBounds.none(loops.group()),
            loops,
            tls);
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
    binder.close();
    uplink.close();
    loops.close();
  }
}
