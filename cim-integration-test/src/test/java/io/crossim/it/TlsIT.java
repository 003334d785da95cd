package io.crossim.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.cluster.certs.TestAuthority;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.tls.TrustedAuthorities;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.Backends;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.it.fixture.TlsPort;
import io.crossim.route.api.Account;
import io.crossim.sdk.Accounts;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientState;
import io.crossim.sdk.tls.Tls;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said over TLS, and to whom nothing is said. */
class TlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");

  @TempDir private Path directory;

  private TestAuthority authority;
  private TestAuthority.ServerFiles server;
  private Tls tls;

  @BeforeEach
  void issue() {
    authority = TestAuthority.in(directory.resolve("certs"));
    server = authority.issue(HOSTS);
    tls = Tls.trusting(authority.certificate());
  }

  @Test
  void peopleChatOverTlsAlone() throws Exception {
    try (SingleProcess cim =
        SingleProcess.start(
            directory,
            "cim.tls.certificate=" + server.certificate(),
            "cim.tls.private-key=" + server.privateKey(),
            "cim.tls.required=true")) {
      String url = https(cim.process().httpPort());
      Account ana = Accounts.register(url, Route.uniqueName("ana"), null, tls);
      Account bo = Accounts.register(url, Route.uniqueName("bo"), null, tls);
      try (Person a = online(url, ana);
          Person b = online(url, bo)) {
        assertTheyChat(a, b);
        assertPlaintextIsRefused(cim);
        assertStrangersCertificateIsRefused(url, ana);
        assertAReplacedCertificateIsShown(cim);
        assertThat(a.client.state()).isEqualTo(ClientState.READY);
        assertThat(b.client.state()).isEqualTo(ClientState.READY);
        assertTheyChat(a, b);
      }
    }
  }

  /**
   * Each server takes TLS only, and so does Redis: what reaches them has spoken TLS. The servers
   * are given files, and the route a bundle, of the same certificate.
   */
  @Test
  void filesAndABundleServeThePortsTheCallsBetweenServicesAndRedis() throws Exception {
    String bundle = "spring.ssl.bundle.pem.web.";
    ClusterSpec spec =
        ClusterSpec.of(2, 1)
            .withServer("cim.tls.certificate", server.certificate())
            .withServer("cim.tls.private-key", server.privateKey())
            .withServer("cim.tls.trust", authority.certificate())
            .withServer("cim.tls.required", true)
            .withRoute("cim.tls.bundle", "web")
            .withRoute(bundle + "keystore.certificate", server.certificate())
            .withRoute(bundle + "keystore.private-key", server.privateKey())
            .withRoute(bundle + "truststore.certificate", authority.certificate())
            .withRoute("spring.data.redis.ssl.enabled", true)
            .withBoth("cim.tls.peers", true);
    try (LocalBackends backends = LocalBackends.start(directory);
        TlsPort redis = TlsPort.before(backends.redis().port(), server);
        CimCluster cluster =
            CimCluster.start(
                new Backends(backends.zookeeper().address(), "127.0.0.1", redis.port()),
                spec,
                directory.resolve("logs"))) {
      Route route = cluster.route(0);
      User ana = cluster.userOn(0, route, "ana");
      User bo = cluster.userOn(1, route, "bo");
      String url = https(route.port());
      try (Person a = online(url, new Account(ana.id(), ana.name()));
          Person b = online(url, new Account(bo.id(), bo.name()))) {
        assertTheyChat(a, b);
        assertThat(route.onlineNames()).containsExactlyInAnyOrder(ana.name(), bo.name());
      }
    }
  }

  /** A client, and the texts that it got. */
  private record Person(long id, Client client, List<String> texts) implements AutoCloseable {
    @Override
    public void close() {
      client.close();
    }
  }

  private Person online(String url, Account user) throws Exception {
    List<String> texts = new CopyOnWriteArrayList<>();
    Client client =
        Client.builder()
            .routeUrl(url)
            .tls(tls)
            .user(user.userId(), user.userName())
            .listener(message -> texts.add(message.text()))
            .build();
    client.start().get(20, TimeUnit.SECONDS);
    return new Person(user.userId(), client, texts);
  }

  private static void assertTheyChat(Person a, Person b) throws Exception {
    a.texts.clear();
    b.texts.clear();
    String large = "to bo " + "x".repeat(50_000);
    List<CompletableFuture<?>> sent = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      sent.add(a.client.send(b.id, large + i));
    }
    sent.add(b.client.send(a.id, "to ana"));
    sent.add(b.client.sendAll("to all"));
    for (CompletableFuture<?> each : sent) {
      each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(b.texts.size()).isEqualTo(100);
              assertThat(a.texts.size()).isEqualTo(2);
            });
    assertThat(b.texts).startsWith(large + 0).endsWith(large + 99);
    assertThat(a.texts).containsExactlyInAnyOrder("to ana", "to all");
  }

  private static void assertPlaintextIsRefused(SingleProcess cim) {
    assertThatThrownBy(() -> cim.route().register("cy")).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> cim.sendHttp().get("/sendMsg"))
        .isInstanceOf(UncheckedIOException.class);
    try (V2Client plain = V2Client.connect("127.0.0.1", cim.process().tcpPort())) {
      plain.login(new User(1, "cy"));
      plain.awaitClosed(PATIENCE);
      assertThat(plain.messages()).isEmpty();
    }
  }

  private void assertStrangersCertificateIsRefused(String url, Account user) {
    Tls others = Tls.trusting(TestAuthority.in(directory.resolve("others")).certificate());
    assertThatThrownBy(() -> Accounts.register(url, "cy", null, others))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("its certificate is signed by no CA that is trusted here");
    try (Client stranger =
        Client.builder()
            .routeUrl(url)
            .tls(others)
            .user(user.userId(), user.userName())
            .maxReconnects(0)
            .build()) {
      assertThatThrownBy(() -> stranger.start().get(20, TimeUnit.SECONDS))
          .hasMessageContaining("its certificate is signed by no CA that is trusted here");
    }
  }

  private void assertAReplacedCertificateIsShown(SingleProcess cim) throws Exception {
    int tcp = cim.process().tcpPort();
    int http = cim.process().httpPort();
    BigInteger before = shownAt(tcp);
    assertThat(shownAt(http)).isEqualTo(before);
    authority.issue(HOSTS);
    await().atMost(PATIENCE).until(() -> !shownAt(tcp).equals(before));
    assertThat(shownAt(http)).isNotEqualTo(before);
  }

  /** The serial number of the certificate that a port shows. */
  private BigInteger shownAt(int port) throws Exception {
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(
        null, new TrustManager[] {TrustedAuthorities.of("trust", authority.certificate())}, null);
    try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }
  }

  private static String https(int port) {
    return "https://127.0.0.1:" + port + "/";
  }
}
