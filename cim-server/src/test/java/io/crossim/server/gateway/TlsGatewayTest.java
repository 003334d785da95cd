package io.crossim.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.server.TestClient;
import io.crossim.server.TestServer;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.FrameSource;
import io.crossim.service.tls.ServerTls;
import io.crossim.service.tls.TlsBundle;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** The gateway over TLS, with plaintext refused unless a test says otherwise. */
class TlsGatewayTest {

  private final X509Bundle certificate = certificate();
  private final ServerTls required = tls(true);
  private final TestServer server = new TestServer(required);

  @AfterEach
  void stop() {
    server.afterEach(null);
  }

  @Test
  void clientLogsInAndIsReached() throws Exception {
    Frame large = Frame.newBuilder().setCmd(Command.MESSAGE).setText("a".repeat(60_000)).build();
    try (TestClient ann = connect(server).login(1, "ann").ping(1)) {
      ann.expectPong(1);
      Connection connection = server.registry.of(1).get(0);
      connection
          .loop()
          .execute(
              () -> {
                connection.writer().deliver(FrameSource.shared(large));
                connection.writer().deliver(FrameSource.shared(large));
                connection.writer().flush();
              });
      assertThat(ann.read()).isEqualTo(large);
      assertThat(ann.read()).isEqualTo(large);
      ann.ping(1).expectPong(1);
    }
    await().until(() -> server.connections.size() == 0);
    assertThat(server.closes.count(CloseReason.PEER_CLOSED)).isEqualTo(1);
  }

  @Test
  void oneThatDoesNotReadIsCutOff() throws Exception {
    FrameSource frame =
        FrameSource.shared(
            Frame.newBuilder().setCmd(Command.MESSAGE).setText("a".repeat(60_000)).build());
    try (TestClient ann = connect(server).login(1, "ann").ping(1)) {
      ann.expectPong(1);
      Connection connection = server.registry.of(1).get(0);
      AtomicBoolean taken = new AtomicBoolean(true);
      for (int i = 0; i < 1_000 && taken.get(); i++) {
        connection
            .loop()
            .submit(
                () -> {
                  taken.set(connection.writer().deliver(frame));
                  connection.writer().flush();
                })
            .sync();
      }
      assertThat(server.closes.count(CloseReason.SLOW_RECEIVER)).isEqualTo(1);
      await().until(() -> server.connections.size() == 0);
    }
  }

  @Test
  void bothAreTakenWhereTlsIsNotRequired() throws Exception {
    ServerTls optional = tls(false);
    TestServer both = new TestServer(optional);
    try (TestClient plain = both.login(1, "ann");
        TestClient encrypted = connect(both).login(2, "bob").ping(2)) {
      encrypted.expectPong(2);
      plain.ping(1).expectPong(1);
    } finally {
      both.afterEach(null);
    }
  }

  @Test
  void plaintextIsClosed() throws Exception {
    try (TestClient client = server.connect().login(1, "ann")) {
      client.expectEnd();
      assertThat(server.closes.count(CloseReason.NOT_ENCRYPTED)).isEqualTo(1);
    }
  }

  @Test
  void brokenTlsIsClosed() throws Exception {
    try (TestClient client =
        server.connect().write(0x16, 0x03, 0x01, 0x00, 0x04, 0x07, 0x00, 0x00, 0x00)) {
      await().until(() -> server.closes.count(CloseReason.NOT_ENCRYPTED) == 1);
    }
  }

  /** After no byte, after the one that tells nothing yet, and in the middle of a handshake. */
  @Test
  void whoeverStopsInTheMiddleIsClosedByTheTimeOfALogin() throws Exception {
    try (TestClient silent = server.connect();
        TestClient undecided = server.connect().write(0x16);
        TestClient stuck = server.connect().write(0x16, 0x03, 0x01, 0x01)) {
      await().until(() -> server.connections.size() == 3);
      server.ticker.advance(Duration.ofSeconds(11));

      silent.expectEnd();
      undecided.expectEnd();
      await().until(() -> server.connections.size() == 0);
      assertThat(server.closes.count(CloseReason.LOGIN_TIMEOUT)).isEqualTo(3);
    }
  }

  private TestClient connect(TestServer to) throws Exception {
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(null, new TrustManager[] {certificate.toTrustManager()}, null);
    return new TestClient(trust.getSocketFactory().createSocket("127.0.0.1", to.port));
  }

  private ServerTls tls(boolean isRequired) {
    return ServerTls.of(
        TlsBundle.of(
            SslBundle.of(
                new PemSslStoreBundle(
                    PemSslStoreDetails.forCertificate(certificate.getCertificatePEM())
                        .withPrivateKey(certificate.getPrivateKeyPEM()),
                    null))),
        isRequired);
  }

  private static X509Bundle certificate() {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=127.0.0.1")
          .addSanIpAddress("127.0.0.1")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
