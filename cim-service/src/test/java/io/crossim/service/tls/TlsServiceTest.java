package io.crossim.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import io.crossim.common.http.ProtobufCaller;
import io.crossim.common.result.UnavailableException;
import io.crossim.common.tls.TrustedAuthorities;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.credential.TestSecret;
import io.crossim.service.http.SampleService;
import io.crossim.service.peer.PeerClients;
import io.crossim.service.start.ServiceRunner;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The HTTP port of a service, and the calls between services. */
@ExtendWith(OutputCaptureExtension.class)
class TlsServiceTest {

  @TempDir private Path directory;

  private TestCerts certs;

  @BeforeEach
  void issue() {
    certs = new TestCerts(directory);
    certs.issue("first");
  }

  @Test
  void onePortSpeaksBoth() throws Exception {
    try (ConfigurableApplicationContext service = start(certs, "")) {
      for (String scheme : new String[] {"https", "http"}) {
        assertThat(post(scheme, service).body()).contains("\"code\":\"9000\"");
        // The way on to the servlet container knows of it too.
        assertThat(get(scheme, service, "/pages/scheme").body()).isEqualTo(scheme);
      }
    }
  }

  @Test
  void plaintextIsRefusedWhereTlsIsRequired() throws Exception {
    try (ConfigurableApplicationContext service = start(certs, "--cim.tls.required=true")) {
      assertThat(post("https", service).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> post("http", service)).isInstanceOf(IOException.class);
    }
  }

  /** A handshake costs much more to answer than to ask for, and limits count connections. */
  @Test
  void noClientBeginsAHandshakeAgain() throws Exception {
    try (ConfigurableApplicationContext service = start(certs, "")) {
      SSLContext trust = SSLContext.getInstance("TLSv1.2");
      trust.init(null, new TrustManager[] {TrustedAuthorities.of("trust", certs.authority)}, null);
      try (SSLSocket socket =
          (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port(service))) {
        socket.setSoTimeout(20_000);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
        assertThatThrownBy(
                () -> {
                  socket.startHandshake();
                  socket.getInputStream().read();
                })
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  @Test
  void theManagementPortIsOneOfThePorts(CapturedOutput output) throws Exception {
    try (ConfigurableApplicationContext service = start(certs, "--cim.tls.required=true")) {
      Matcher port = Pattern.compile("management: http (\\d+)").matcher(output);
      assertThat(port.find()).isTrue();
      String place = "://127.0.0.1:" + port.group(1) + "/actuator/health/liveness";
      assertThat(send(HttpRequest.newBuilder(URI.create("https" + place))).statusCode())
          .isEqualTo(200);
      assertThatThrownBy(() -> send(HttpRequest.newBuilder(URI.create("http" + place))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void servicesCallEachOtherOverTls() {
    try (ConfigurableApplicationContext service =
        start(certs, "--cim.tls.required=true", "--cim.tls.peers=true")) {
      for (int i = 0; i < 3; i++) {
        assertThat(call(service)).isEqualTo("3000000 characters");
      }
    }
  }

  @Test
  void aUrlSaysItselfHowItIsCalled() {
    try (ConfigurableApplicationContext service = start(certs, "")) {
      for (String scheme : new String[] {"https", "http"}) {
        URI url = URI.create(scheme + "://127.0.0.1:" + port(service) + "/");
        service.getBean(ClusterCredential.class).answersToUrls();
        ProtobufCaller caller = service.getBean(PeerClients.class).open(url, Duration.ofSeconds(5));
        assertThat(
                caller
                    .post("/batch", StringValue.of("abc"), StringValue.parser())
                    .join()
                    .getValue())
            .isEqualTo("3 characters");
      }
    }
  }

  @Test
  void aPeerThatIsNotTrustedIsNotCalled() throws Exception {
    Path others = new TestCerts(Files.createDirectory(directory.resolve("other"))).authority;
    Files.copy(others, certs.authority, StandardCopyOption.REPLACE_EXISTING);
    try (ConfigurableApplicationContext service = start(certs, "--cim.tls.peers=true")) {
      assertThatThrownBy(() -> call(service))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(UnavailableException.class)
          .hasMessageContaining(
              "cannot be reached (its certificate is signed by no CA that is trusted here)");
    }
  }

  @Test
  void aPeerOfAnotherHostIsNotCalled() {
    certs.issue(new CertificateBuilder().ecp256().subject("CN=x").addSanDnsName("other.example"));
    try (ConfigurableApplicationContext service = start(certs, "--cim.tls.peers=true")) {
      assertThatThrownBy(() -> call(service))
          .hasMessageContaining("cannot be reached (its certificate is for another host)");
    }
  }

  @Test
  void aPeerThatSpeaksPlaintextOnlyIsTold() {
    try (ConfigurableApplicationContext service =
        ServiceRunner.application(SampleService.class, Map.of())
            .run(
                "--server.port=0",
                "--cim.discovery.type=memory",
                "--cim.security.cluster-secret=" + TestSecret.SECRET,
                "--cim.tls.peers=true")) {
      assertThatThrownBy(() -> call(service))
          .hasMessageContaining("cannot be reached (it does not speak TLS)");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cim.tls.required=true | cim.tls.required: true (expected: false without a"
            + " cim.tls.bundle or cim.tls.certificate)",
        "--cim.tls.required=perhaps | cim.tls.required: perhaps (expected: true or false)",
        "--cim.tls.certificate=a.pem | cim.tls.private-key: nothing (expected: a PEM file,",
        "--cim.tls.private-key=a.pem | cim.tls.certificate: nothing (expected: a PEM file,",
        "--cim.tls.trust=none.pem | cim.tls.trust: none.pem (expected: a PEM file with"
            + " certificates",
      })
  void wrongValuesStopTheStartWithOneSentence(
      String argument, String sentence, CapturedOutput output) {
    assertThatThrownBy(
            () ->
                ServiceRunner.application(SampleService.class, Map.of())
                    .run("--server.port=0", "--cim.discovery.type=memory", argument))
        .isInstanceOf(RuntimeException.class);
    assertThat(output).containsOnlyOnce("Cannot start. " + sentence).doesNotContain("\tat ");
  }

  private static ConfigurableApplicationContext start(TestCerts certs, String... arguments) {
    String[] all =
        Stream.concat(
                certs.arguments(arguments).stream(),
                Stream.of(
                    "--server.port=0",
                    "--cim.discovery.type=memory",
                    "--cim.security.cluster-secret=" + TestSecret.SECRET))
            .filter(argument -> !argument.isEmpty())
            .toArray(String[]::new);
    return ServiceRunner.application(SampleService.class, Map.of()).run(all);
  }

  private static int port(ConfigurableApplicationContext service) {
    return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static String call(ConfigurableApplicationContext service) {
    service.getBean(ClusterCredential.class).answersTo("127.0.0.1", port(service));
    return service
        .getBean(PeerClients.class)
        .open("127.0.0.1", port(service), Duration.ofSeconds(5))
        .post("/batch", StringValue.of("a".repeat(3_000_000)), StringValue.parser())
        .join()
        .getValue();
  }

  private HttpResponse<String> post(String scheme, ConfigurableApplicationContext service)
      throws Exception {
    return send(
        request(scheme, service, "/echo")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString("{\"msg\":\"" + "a".repeat(100_000) + "\"}")));
  }

  private HttpResponse<String> get(
      String scheme, ConfigurableApplicationContext service, String path) throws Exception {
    return send(request(scheme, service, path).GET());
  }

  private static HttpRequest.Builder request(
      String scheme, ConfigurableApplicationContext service, String path) {
    return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port(service) + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(null, new TrustManager[] {TrustedAuthorities.of("trust", certs.authority)}, null);
    return HttpClient.newBuilder()
        .sslContext(trust)
        .build()
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
