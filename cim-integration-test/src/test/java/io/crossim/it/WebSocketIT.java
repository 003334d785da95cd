package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.cluster.certs.TestAuthority;
import io.crossim.common.protocol.Command;
import io.crossim.common.tls.TrustedAuthorities;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.client.WebSocketClient;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.SharedCluster;
import io.crossim.it.fixture.SingleProcess;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Browsers, as far as the WebSocket of the JDK is one. */
@ExtendWith(SharedCluster.class)
class WebSocketIT {

  @TempDir private Path directory;

  @Test
  void peopleChatThroughTheOnePortOfASingleProcess() throws Exception {
    try (SingleProcess cim = SingleProcess.start(directory)) {
      Route route = cim.route();
      User ana = route.register("ana");
      User bo = route.register("bo");
      assertThat(WebSocketClient.urlOf(route, ana))
          .isEqualTo("ws://127.0.0.1:" + cim.process().httpPort() + "/im");
      assertTheyChat(route, ana, bo);

      WebSocketClient tcp =
          WebSocketClient.open("ws://127.0.0.1:" + cim.process().tcpPort() + "/im");
      try (tcp;
          WebSocketClient a = WebSocketClient.online(route, ana)) {
        assertThat(tcp.login(bo).getLoginAck().getCode()).isEqualTo("9000");
        tcp.sendTo(ana, "over-tcp-port", "from the other port");
        a.awaitText("from the other port");
        a.sendInHalves(WebSocketClient.message(bo, "halves", "x".repeat(50_000)));
        tcp.awaitText("x".repeat(50_000));
        assertStrangersAreRefused(cim);

        cim.process().process().terminate();
        assertThat(a.awaitClosed()).isEqualTo(1001);
        assertThat(tcp.awaitClosed()).isEqualTo(1001);
      }
    }
  }

  @Test
  void peopleChatOverTls() throws Exception {
    TestAuthority authority = TestAuthority.in(directory.resolve("certs"));
    TestAuthority.ServerFiles server = authority.issue(List.of("127.0.0.1", "localhost"));
    try (SingleProcess cim =
        SingleProcess.start(
            directory,
            "cim.tls.certificate=" + server.certificate(),
            "cim.tls.private-key=" + server.privateKey())) {
      Route route = cim.route();
      User ana = route.register("ana");
      User bo = route.register("bo");
      SSLContext trust = SSLContext.getInstance("TLS");
      trust.init(
          null, new TrustManager[] {TrustedAuthorities.of("trust", authority.certificate())}, null);
      String front = "wss://127.0.0.1:" + cim.process().httpPort() + "/im";
      String tcp = "wss://127.0.0.1:" + cim.process().tcpPort() + "/im";
      try (WebSocketClient a = WebSocketClient.open(front, trust);
          WebSocketClient b = WebSocketClient.open(tcp, trust)) {
        a.login(ana);
        b.login(bo);
        a.sendTo(bo, "1", "large " + "x".repeat(50_000));
        b.awaitText("large " + "x".repeat(50_000));
      }
    }
  }

  @Test
  void peopleChatInACluster(CimCluster cluster) throws Exception {
    Route route = cluster.route(0);
    User ana = cluster.userOn(0, route, "ana");
    User bo = cluster.userOn(1, route, "bo");
    assertThat(WebSocketClient.urlOf(route, ana))
        .isEqualTo("ws://127.0.0.1:" + cluster.server(0).tcpPort() + "/im");
    assertTheyChat(route, ana, bo);
  }

  private static void assertTheyChat(Route route, User ana, User bo) throws Exception {
    User cy = route.register("cy");
    try (WebSocketClient a = WebSocketClient.online(route, ana);
        WebSocketClient b = WebSocketClient.online(route, bo);
        V2Client c = V2Client.online(route, cy)) {
      assertThat(a.await(Command.LOGIN_ACK, ack -> true).getLoginAck().getWindow()).isEqualTo(200);
      assertThat(a.sendTo(bo, "first", "hi bo").getSendAcks(0).getCode()).isEqualTo("9000");
      b.awaitText("hi bo");
      a.sendTo(cy, "second", "hi cy");
      c.awaitText("hi cy");
      route.toAll(cy, "hi all").orFail();
      a.awaitText("hi all");
      b.awaitText("hi all");
      for (int i = 0; i < 500; i++) {
        a.send(WebSocketClient.message(bo, "many-" + i, "text " + i));
      }
      for (int i = 0; i < 500; i += 20) {
        b.awaitText("text " + i); // more than the window
      }
      b.awaitText("text 499");
      assertThat(b.texts()).doesNotHaveDuplicates().startsWith("hi bo").endsWith("text 499");
    }
  }

  private static void assertStrangersAreRefused(SingleProcess cim) throws Exception {
    for (int port : List.of(cim.process().tcpPort(), cim.process().httpPort())) {
      String url = "ws://127.0.0.1:" + port + "/im";
      assertRefused(url, Map.of("Origin", "https://evil.example.org"), 403);
      assertRefused(url + "?token=abc", Map.of(), 404);
      WebSocketClient.open(url, Map.of("Origin", "http://127.0.0.1:8083")).close();
      try (WebSocketClient texts = WebSocketClient.open(url)) {
        texts.sendText("hello");
        assertThat(texts.awaitClosed()).isEqualTo(1003);
      }
    }
  }

  private static void assertRefused(String url, Map<String, String> headers, int status) {
    assertThatThrownBy(() -> WebSocketClient.open(url, headers))
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .cause()
        .satisfies(
            e ->
                assertThat(((WebSocketHandshakeException) e).getResponse().statusCode())
                    .isEqualTo(status));
  }
}
