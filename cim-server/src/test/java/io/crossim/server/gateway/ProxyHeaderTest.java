package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.connection;
import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Frames;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameBytes;
import io.crossim.service.limits.TrustedProxies;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that a load balancer begins with the address of the client behind it. */
class ProxyHeaderTest {

  private static final String ANN = "PROXY TCP4 198.51.100.1 10.0.0.5 4711 11211\r\n";

  /** The other end of a channel without a socket counts as this machine. */
  private final GatewayFixture gateway =
      new GatewayFixture(1, 0, 0, TrustedProxies.of(List.of("127.0.0.0/8", "::1")));

  @Test
  void theClientIsTheOneThatTheHeaderNames() {
    EmbeddedChannel ann = connect(ANN);

    assertThat(connection(ann).address()).hasToString("198.51.100.1");
    assertThat(connection(ann).address().isLocal()).isFalse();
    assertThat(gateway.connections.size()).isEqualTo(1);
    send(ann, Frames.login(7, "ann"));
    assertThat(received(ann)).isEmpty();
    assertThat(connection(ann).state()).isEqualTo(ConnectionState.BOUND);
    ann.close();
    assertThat(gateway.connections.size()).isZero();
  }

  @Test
  void whatComesWithTheHeaderIsNotLost() {
    EmbeddedChannel ann = gateway.connect();
    byte[] login = FrameBytes.encode(Frames.login(7, "ann"));
    ann.writeInbound(
        Unpooled.wrappedBuffer(bytes(ANN.substring(0, 9))),
        Unpooled.wrappedBuffer(bytes(ANN.substring(9)), login));

    assertThat(connection(ann).state()).isEqualTo(ConnectionState.BOUND);
  }

  @Test
  void theSecondVersionIsReadToo() {
    byte[] header = {
      0x0D,
      0x0A,
      0x0D,
      0x0A,
      0x00,
      0x0D,
      0x0A,
      0x51,
      0x55,
      0x49,
      0x54,
      0x0A, // the signature
      0x21,
      0x11,
      0x00,
      0x0C, // version 2, PROXY, TCP over IPv4, 12 bytes
      (byte) 198,
      51,
      100,
      2,
      10,
      0,
      0,
      5,
      0x12,
      0x67,
      0x2B,
      (byte) 0xCB
    };
    EmbeddedChannel bob = gateway.connect();
    bob.writeInbound(Unpooled.wrappedBuffer(header));

    assertThat(connection(bob).address()).hasToString("198.51.100.2");
  }

  @Test
  void limitsCountTheClient() {
    connect(ANN);
    assertThat(connect(ANN).isOpen()).isFalse();
    assertThat(connect(ANN.replace("100.1", "100.2")).isOpen()).isTrue();
    assertThat(gateway.refusals.total("connections")).isEqualTo(1);
  }

  @Test
  void aHealthCheckOfTheProxyIsItsOwn() {
    EmbeddedChannel check = connect("PROXY UNKNOWN\r\n");
    assertThat(connection(check).address().address().isLoopbackAddress()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "PROXY TCP4 nobody 10.0.0.5 4711 11211\r\n",
        "PROXY TCP4 198.51.100.1\r\n"
      })
  void anythingElseIsClosed(String header) {
    assertThat(connect(header).isOpen()).isFalse();
    assertThat(gateway.connections.size()).isZero();
  }

  @Test
  void aProxyThatSaysNothingIsNotWaitedForLong() {
    EmbeddedChannel silent = gateway.connect();
    silent.freezeTime();
    silent.advanceTimeBy(11, TimeUnit.SECONDS);
    silent.runScheduledPendingTasks();

    assertThat(silent.isOpen()).isFalse();
  }

  private EmbeddedChannel connect(String header) {
    EmbeddedChannel channel = gateway.connect();
    channel.writeInbound(Unpooled.wrappedBuffer(bytes(header)));
    channel.runPendingTasks();
    return channel;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
