package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.connection;
import static io.crossim.server.gateway.WebSocketFixture.HEAD;
import static io.crossim.server.gateway.WebSocketFixture.ascii;
import static io.crossim.server.gateway.WebSocketFixture.bytes;
import static io.crossim.server.gateway.WebSocketFixture.frames;
import static io.crossim.server.gateway.WebSocketFixture.login;
import static io.crossim.server.gateway.WebSocketFixture.message;
import static io.crossim.server.gateway.WebSocketFixture.received;
import static io.crossim.server.gateway.WebSocketFixture.text;
import static io.crossim.server.gateway.WebSocketFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.server.TestBounds;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameBytes;
import io.crossim.service.call.WebOrigins;
import io.crossim.service.limits.TrustedProxies;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a connection of the TCP port becomes one of WebSocket, or does not. */
class WebSocketUpgradeTest {

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @Test
  void theAnswerIsThatOfTheStandard() {
    write(channel, ascii(HEAD));

    assertThat(text(channel))
        .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
        .containsIgnoringCase("\r\nupgrade: websocket\r\n")
        .containsIgnoringCase("\r\nconnection: upgrade\r\n")
        .containsIgnoringCase("\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
        .containsIgnoringCase("\r\nsec-websocket-protocol: cim.v3\r\n")
        .endsWith("\r\n\r\n");
    assertThat(channel.pipeline().names())
        .containsSubsequence("life", "encoder", "messages", "login", "commands", "exceptions")
        .doesNotContain("http", "upgrade", "frames");
  }

  @Test
  void itMayComeByteByByteWithTheLoginBehindIt() {
    for (byte each : Bytes.concat(ascii(HEAD), message(login(7, "ann")))) {
      write(channel, new byte[] {each});
    }
    assertUpgradedAndLoggedIn();
  }

  @Test
  void itMayComeInOnePieceWithTheLoginBehindIt() {
    write(channel, Bytes.concat(ascii(HEAD), message(login(7, "ann"))));
    assertUpgradedAndLoggedIn();
  }

  private void assertUpgradedAndLoggedIn() {
    String answer = new String(bytes(channel), StandardCharsets.ISO_8859_1);
    assertThat(answer).startsWith("HTTP/1.1 101 ").contains("\r\n\r\n\u0082");
    assertThat(connection(channel).state()).isEqualTo(ConnectionState.BOUND);
  }

  /** Its length is the letter G. What follows is a tag of a field that there is. */
  @Test
  void aLoginOf71BytesIsNoRequest() {
    Frame login = login(7, "a".repeat(55));
    assertThat(FrameBytes.encode(login)[0]).isEqualTo((byte) 'G');
    for (byte each : FrameBytes.encode(login)) {
      write(channel, new byte[] {each});
    }
    assertThat(connection(channel).state()).isEqualTo(ConnectionState.BOUND);
    assertThat(channel.pipeline().names()).contains("frames");
  }

  @Test
  void onlyTheFirstBytesCount() {
    GatewayFixture.send(channel, Frames.login(7, "ann"));
    write(channel, ascii(HEAD));
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.FRAME_BROKEN)).isEqualTo(1);
    assertThat(channel.pipeline().names()).doesNotContain("http");
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNoUpgradeOfOursIsAnsweredAndClosed(int status, String from, String to) {
    write(channel, ascii(HEAD.replace(from, to)));

    String answer = text(channel);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").doesNotContain("s3cret");
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.UPGRADE_REFUSED)).isEqualTo(1);
    assertThat(gateway.connections.size()).isZero();
  }

  static Stream<Arguments> whatIsNoUpgradeOfOursIsAnsweredAndClosed() {
    return Stream.of(
        Arguments.of(404, "/im", "/im?token=s3cret"),
        Arguments.of(404, "/im", "/s3cret"),
        Arguments.of(404, "/im", "/"),
        Arguments.of(404, "/im", "/im/"),
        Arguments.of(426, "Upgrade: websocket\r\n", ""),
        Arguments.of(426, "Upgrade: websocket", "Upgrade: h2c"),
        Arguments.of(426, "keep-alive, Upgrade", "keep-alive"),
        Arguments.of(426, "Version: 13", "Version: 8"),
        Arguments.of(426, "HTTP/1.1", "HTTP/1.0"),
        Arguments.of(400, "Sec-WebSocket-Protocol: cim.v3\r\n", ""),
        Arguments.of(400, "Protocol: cim.v3", "Protocol: cim.v4, soap"),
        Arguments.of(400, "dGhlIHNhbXBsZSBub25jZQ==", "dGhl"),
        Arguments.of(400, "dGhlIHNhbXBsZSBub25jZQ==", "?"),
        Arguments.of(400, "Host: 127.0.0.1:11211", "Host; \u0001"),
        Arguments.of(400, "Upgrade: websocket", "Content-Length: 3\r\nUpgrade: websocket"),
        Arguments.of(403, "Host", "Origin: https://evil.example.org\r\nHost"),
        Arguments.of(403, "Host", "Origin: null\r\nHost"),
        Arguments.of(
            403, "Host: 127.0.0.1:11211", "Host: im.example.org\r\nOrigin: http://im.example.org"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:11211, http://127.0.0.1:8083",
    "localhost:11211, https://LOCALHOST",
    "[::1]:11211, http://[::1]:8083",
  })
  void aPageOfThisHostMayConnect(String host, String origin) {
    write(
        channel,
        ascii(
            HEAD.replace("127.0.0.1:11211", host)
                .replace("Host", "Origin: " + origin + "\r\nHost")));
    assertThat(text(channel)).startsWith("HTTP/1.1 101 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://chat.example.org", "*"})
  void aListedPageMayConnect(String listed) {
    GatewayFixture open = new GatewayFixture(WebOrigins.of(List.of(listed)));
    EmbeddedChannel page = open.connect();
    write(page, ascii(HEAD.replace("Host", "Origin: https://Chat.example.org\r\nHost")));
    assertThat(text(page)).startsWith("HTTP/1.1 101 ");

    EmbeddedChannel other = open.connect();
    write(other, ascii(HEAD.replace("Host", "Origin: https://chat.example.org:8443\r\nHost")));
    assertThat(text(other)).startsWith(listed.equals("*") ? "HTTP/1.1 101 " : "HTTP/1.1 403 ");
  }

  @Test
  void aRefusedPageIsCounted() {
    write(channel, ascii(HEAD.replace("Host", "Origin: https://evil.example.org\r\nHost")));
    assertThat(gateway.refusals.total("cim.web.origins")).isEqualTo(1);
  }

  /** A proxy takes the next server then, where it stands before several. */
  @Test
  void aServerThatLeavesTakesNobody() {
    gateway.node.leave();
    write(channel, ascii(HEAD));
    assertThat(text(channel)).startsWith("HTTP/1.1 503 ");
    assertThat(channel.isOpen()).isFalse();

    gateway.node.comeBack();
    EmbeddedChannel later = gateway.connect();
    write(later, ascii(HEAD));
    assertThat(text(later)).startsWith("HTTP/1.1 101 ");
  }

  /** The other end of a channel without a socket counts as this machine. */
  @Test
  void behindAProxyTheBoundPerAddressCountsTheClient() {
    GatewayFixture proxied =
        new GatewayFixture(
            refusals ->
                TestBounds.web(
                    WebOrigins.OWN, 1, TrustedProxies.of(List.of("127.0.0.0/8", "::1")), refusals));
    EmbeddedChannel ann = upgrade(proxied, "198.51.100.1");
    assertThat(text(ann)).startsWith("HTTP/1.1 101 ");
    assertThat(connection(ann).address()).hasToString("198.51.100.1");
    assertThat(text(upgrade(proxied, "198.51.100.1"))).startsWith("HTTP/1.1 429 ");
    assertThat(proxied.refusals.total("connections")).isEqualTo(1);
    assertThat(text(upgrade(proxied, "198.51.100.2"))).startsWith("HTTP/1.1 101 ");

    ann.close();
    assertThat(text(upgrade(proxied, "198.51.100.1"))).startsWith("HTTP/1.1 101 ");

    EmbeddedChannel tcp = proxied.connect();
    GatewayFixture.send(tcp, Frames.login(7, "ann"));
    assertThat(connection(tcp).state()).isEqualTo(ConnectionState.BOUND);
    EmbeddedChannel second = proxied.connect();
    GatewayFixture.send(second, Frames.login(8, "bob"));
    assertThat(second.isOpen()).as("over TCP the proxy itself is the client").isFalse();
  }

  private static EmbeddedChannel upgrade(GatewayFixture gateway, String client) {
    EmbeddedChannel channel = gateway.connect();
    write(channel, ascii(HEAD.replace("Host", "X-Forwarded-For: " + client + "\r\nHost")));
    return channel;
  }

  @Test
  void aPathOfAProxyMayStandBeforeOurs() {
    write(channel, ascii(HEAD.replace("/im", "/chat/im")));
    assertThat(text(channel)).startsWith("HTTP/1.1 101 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {3_000, 15_000})
  void largeHeadsAreTakenUpToTheirBound(int size) {
    write(channel, ascii(HEAD.replace("Host", "X-Large: " + "x".repeat(size) + "\r\nHost")));
    assertThat(text(channel)).startsWith("HTTP/1.1 101 ");
  }

  @Test
  void headsBeyondTheirBoundAreRefusedWithoutTheirEnd() {
    write(channel, ascii("GET /im HTTP/1.1\r\nX-Large: " + "x".repeat(17_000)));
    assertThat(text(channel)).startsWith("HTTP/1.1 400 ");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aRequestThatDoesNotEndIsClosedByTheTimeOfALogin() {
    write(channel, ascii(HEAD.substring(0, HEAD.length() - 2)));
    Sweep sweep = new Sweep(Duration.ofSeconds(10), Duration.ofSeconds(30));
    for (int i = 0; i < 11; i++) {
      gateway.ticker.advance(Duration.ofSeconds(1));
      write(channel, ascii("x"));
      sweep.over(gateway.connections.on(channel.eventLoop()));
    }
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.closes.count(CloseReason.LOGIN_TIMEOUT)).isEqualTo(1);
  }

  @Test
  void theLoginThatFollowsHasToBeOfVersion3() {
    EmbeddedChannel page = WebSocketFixture.open(gateway);
    write(page, message(Frames.login(7, "ann")));

    List<WebSocketFixture.Received> answers = received(page);
    assertThat(frames(answers).get(0).getLoginAck().getCode()).isEqualTo("3000");
    assertThat(frames(answers).get(0).getLoginAck().getText())
        .isEqualTo("proto:  (expected: 3, over WebSocket)");
    assertThat(answers.get(1).code()).isEqualTo(1008);
  }
}
