package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.crossim.sdk.tls.Tls;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTlsTest extends ClientFixture {

  private final X509Bundle authority = authority();

  @TempDir private Path directory;

  private FakeRoute secureRoute;

  @AfterEach
  void closeRoute() {
    if (secureRoute != null) {
      secureRoute.close();
    }
  }

  @Test
  void talksOverTlsToBothEnds() throws Exception {
    serve(certificate().addSanIpAddress("127.0.0.1").addSanDnsName("localhost"));

    Client client = started(builder().tls(trusting(authority)));

    assertThat(client.state()).isEqualTo(ClientState.READY);
    assertThat(secureRoute.count("/login")).isEqualTo(1);
    assertThat(Accounts.register(secureRoute.url(), "crab", null, trusting(authority)).userId())
        .isEqualTo(USER);
  }

  @Test
  void aServerWithAnUnknownAuthorityIsRefused() throws Exception {
    serve(certificate().addSanIpAddress("127.0.0.1").addSanDnsName("localhost"));
    assertRefused(
        builder().routeUrl(route.url()).tls(trusting(authority())),
        "the server cannot be reached (its certificate is signed by no CA that is trusted here)");
  }

  @Test
  void aServerWithTheNameOfAnotherHostIsRefused() throws Exception {
    serve(certificate().addSanDnsName("chat.example"));
    assertRefused(
        builder().routeUrl(route.url()).tls(trusting(authority)),
        "the server cannot be reached (its certificate is for another host)");
  }

  @Test
  void aServerWhoseCertificateHasExpiredIsRefused() throws Exception {
    serve(
        certificate()
            .addSanIpAddress("127.0.0.1")
            .notBefore(Instant.now().minus(9, ChronoUnit.DAYS))
            .notAfter(Instant.now().minus(2, ChronoUnit.DAYS)));
    assertRefused(
        builder().routeUrl(route.url()).tls(trusting(authority)),
        "the server cannot be reached (its certificate has expired)");
  }

  @Test
  void aRouteWithAnUnknownAuthorityIsRefused() throws Exception {
    serve(certificate().addSanIpAddress("127.0.0.1").addSanDnsName("localhost"));
    Tls stranger = trusting(authority());
    assertRefused(
        builder().tls(stranger),
        "cannot be reached (its certificate is signed by no CA that is trusted here)");
    assertThatThrownBy(() -> Accounts.register(secureRoute.url(), "crab", null, stranger))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("its certificate is signed by no CA that is trusted here");
    assertThatThrownBy(() -> Accounts.register(secureRoute.url(), "crab"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("its certificate is signed by no CA that is trusted here");
  }

  @Test
  void aFileWithoutCertificatesIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("ca.pem"), "no certificate");
    for (Path each : new Path[] {file, directory.resolve("none.pem")}) {
      assertThatThrownBy(() -> Tls.trusting(each))
          .isInstanceOf(CimException.class)
          .hasMessageStartingWith("trust: ")
          .hasMessageEndingWith("(expected: a PEM file with certificates that can be read)");
    }
  }

  /** Server and route show this certificate from now on; the plaintext route is there as well. */
  private void serve(CertificateBuilder certificate) throws Exception {
    X509Bundle own = certificate.buildIssuedBy(authority);
    server.tls =
        SslContextBuilder.forServer(own.getKeyPair().getPrivate(), own.getCertificatePath())
            .build();
    SSLContext https = SSLContext.getInstance("TLS");
    KeyManager[] keys = own.toKeyManagerFactory().getKeyManagers();
    https.init(keys, null, null);
    secureRoute = new FakeRoute(server, https.getSocketFactory());
    secureRoute.answer(
        "/registerAccount",
        () -> FakeRoute.envelope(200, "9000", "{\"userId\":42,\"userName\":\"crab\"}"));
  }

  private void assertRefused(ClientBuilder builder, String words) throws Exception {
    Client client = closing(builder.maxReconnects(0).build());
    assertThat(failure(client.start())).hasMessageContaining(words);
  }

  @Override
  ClientBuilder builder() {
    return super.builder().routeUrl(secureRoute.url());
  }

  private Tls trusting(X509Bundle trusted) throws Exception {
    return Tls.trusting(
        Files.writeString(
            Files.createTempFile(directory, "ca", ".pem"), trusted.getRootCertificatePEM()));
  }

  private static CertificateBuilder certificate() {
    return new CertificateBuilder().ecp256().subject("CN=cim").addExtendedKeyUsageServerAuth();
  }

  /** All have the same name, so that only their keys tell them apart. */
  private static X509Bundle authority() {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=test CA")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
