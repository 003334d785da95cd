package io.crossim.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.StringValue;
import io.crossim.common.tls.TrustedAuthorities;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.credential.TestSecret;
import io.crossim.service.http.SampleService;
import io.crossim.service.peer.PeerClients;
import io.crossim.service.start.ServiceRunner;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A service whose one bundle serves its port and its calls to others, in every form of it. */
@ExtendWith(OutputCaptureExtension.class)
class TlsBundleFormsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PEM = "--spring.ssl.bundle.pem.web.";
  private static final String JKS = "--spring.ssl.bundle.jks.web.";

  @TempDir private Path directory;

  private TestCerts certs;
  private Path store;

  @BeforeEach
  void create() {
    certs = new TestCerts(directory);
    store = directory.resolve("server.store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PKCS#8", "PKCS#1 RSA", "PKCS#1 EC", "encrypted PKCS#8", "PKCS12", "JKS", "files"})
  void aBundleServesThePortAndTheCallsToOthers(String form) throws Exception {
    try (ConfigurableApplicationContext service = start(arguments(form))) {
      assertThat(shown(service).getSubjectX500Principal().getName()).isEqualTo("CN=server");
      service.getBean(ClusterCredential.class).answersTo("127.0.0.1", port(service));
      assertThat(
              service
                  .getBean(PeerClients.class)
                  .open("127.0.0.1", port(service), Duration.ofSeconds(5))
                  .post("/batch", StringValue.of("abc"), StringValue.parser())
                  .join()
                  .getValue())
          .isEqualTo("3 characters");
    }
  }

  private List<String> arguments(String form) throws Exception {
    var builder = TestCerts.builder("server");
    X509Bundle issued = certs.issue(form.endsWith("RSA") ? builder.rsa2048() : builder);
    switch (form) {
      case "PKCS#1 RSA", "PKCS#1 EC" -> {
        certs.write(certs.privateKey, TestCerts.pkcs1(issued));
        assertThat(certs.privateKey).content().contains(form.substring(7) + " PRIVATE KEY");
      }
      case "encrypted PKCS#8" -> {
        certs.write(certs.privateKey, TestCerts.encrypted(issued, "secret"));
        assertThat(certs.privateKey).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
        return pem(PEM + "keystore.private-key-password=secret");
      }
      case "PKCS12", "JKS" -> {
        TestCerts.writeStore(store, form, issued, "secret");
        Path trust = directory.resolve("trust.store");
        certs.writeTrust(trust, form, "secret");
        return List.of(
            "--cim.tls.bundle=web",
            JKS + "keystore.location=" + store,
            JKS + "keystore.type=" + form,
            JKS + "keystore.password=secret",
            JKS + "truststore.location=" + trust,
            JKS + "truststore.password=secret");
      }
      case "files" -> {
        return certs.arguments();
      }
      default -> {}
    }
    return pem("");
  }

  private List<String> pem(String more) {
    return List.of(
        "--cim.tls.bundle=web",
        PEM + "reload-on-update=true",
        PEM + "keystore.certificate=" + certs.certificate,
        PEM + "keystore.private-key=" + certs.privateKey,
        PEM + "truststore.certificate=" + certs.authority,
        more);
  }

  /** As Kubernetes replaces a Secret: the files are links into a directory that is a link. */
  @ParameterizedTest
  @ValueSource(strings = {"bundle", "files"})
  void aRenewedCertificateIsShownWithoutARestart(String form, CapturedOutput output)
      throws Exception {
    Path data = Files.createDirectory(directory.resolve("data-1"));
    Path link = Files.createSymbolicLink(directory.resolve("..data"), data);
    TestCerts files = new TestCerts(data);
    files.issue("first");
    for (Path file : List.of(files.authority, files.certificate, files.privateKey)) {
      Path name = file.getFileName();
      Files.deleteIfExists(directory.resolve(name));
      Files.createSymbolicLink(directory.resolve(name), link.getFileName().resolve(name));
    }
    try (ConfigurableApplicationContext service =
        start(form.equals("files") ? certs.arguments() : pem(""))) {
      assertThat(shown(service).getSubjectX500Principal().getName()).isEqualTo("CN=first");

      TestCerts renewed = new TestCerts(Files.createDirectory(directory.resolve("data-2")));
      renewed.issue("second");
      swap(link, "data-2");
      await()
          .atMost(PATIENCE)
          .until(() -> output.toString().contains("new connections get the certificate of CN=sec"));
      assertThat(shown(service).getSubjectX500Principal().getName()).isEqualTo("CN=second");

      TestCerts broken = new TestCerts(Files.createDirectory(directory.resolve("data-3")));
      broken.issue("third");
      broken.write(broken.privateKey, "half a key");
      swap(link, "data-3");
      await().atMost(PATIENCE).until(() -> output.toString().contains("the old one stays"));
      swap(link, "data-2");
      assertThat(shown(service).getSubjectX500Principal().getName()).isEqualTo("CN=second");
      assertThat(output).doesNotContain("\tat ");
    }
  }

  private void swap(Path link, String target) throws IOException {
    Path next = Files.createSymbolicLink(directory.resolve("..swap"), Path.of(target));
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void mistakesStopTheStartWithOneSentence(CapturedOutput output) throws Exception {
    X509Bundle issued = certs.issue("first");
    assertRefused(
        output,
        "cim.tls.bundle: web (expected: the name of a bundle, such as spring.ssl.bundle.pem.web.*)",
        "--cim.tls.bundle=web");
    assertRefused(
        output,
        "cim.tls.bundle: wbe (expected: one of the bundles web)",
        Stream.concat(pem("").stream().skip(1), Stream.of("--cim.tls.bundle=wbe"))
            .toArray(String[]::new));
    assertRefused(
        output,
        "cim.tls.trust: ca.pem (expected: nothing, because cim.tls.bundle names a bundle)",
        "--cim.tls.bundle=web",
        "--cim.tls.trust=ca.pem");
    assertRefused(
        output,
        "cim.tls.required: true (expected: false with a bundle that has no key)",
        "--cim.tls.bundle=web",
        "--cim.tls.required=true",
        PEM + "truststore.certificate=" + certs.authority);

    TestCerts.writeStore(store, "PKCS12", issued, "secret");
    assertRefused(
        output,
        "cim.tls.bundle: web (expected: a bundle whose key store can be read; it says: the password"
            + " is wrong)",
        "--cim.tls.bundle=web",
        JKS + "keystore.location=" + store,
        JKS + "keystore.password=wrong");
    assertRefused(
        output,
        "cim.tls.bundle: web (expected: a bundle whose key store can be read; it says: there is no"
            + " file "
            + directory.resolve("none.p12"),
        "--cim.tls.bundle=web",
        JKS + "keystore.location=" + directory.resolve("none.p12"));
    assertRefused(
        output,
        "spring.ssl.bundle: web (expected: a bundle that can be read, and watched if it is to be"
            + " reloaded; it says: ",
        "--cim.tls.bundle=web",
        JKS + "reload-on-update=true",
        JKS + "keystore.location=" + directory.resolve("none.p12"));

    certs.write(certs.privateKey, TestCerts.encrypted(issued, "secret"));
    assertRefused(
        output,
        "cim.tls.bundle: web (expected: a bundle whose key store can be read; it says: the password"
            + " is wrong)",
        pem(PEM + "keystore.private-key-password=wrong").toArray(String[]::new));

    certs.issue("second");
    certs.write(certs.privateKey, issued.getPrivateKeyPEM());
    assertRefused(
        output,
        "cim.tls.bundle: web (expected: a bundle whose private key is the key of its certificate)",
        pem("").toArray(String[]::new));
    assertThat(output).doesNotContain("\tat ");
  }

  private void assertRefused(CapturedOutput output, String sentence, String... arguments) {
    int before = output.length();
    assertThatThrownBy(() -> start(List.of(arguments)).close())
        .isInstanceOf(RuntimeException.class);
    assertThat(output.toString().substring(before)).containsOnlyOnce("Cannot start. " + sentence);
  }

  private static ConfigurableApplicationContext start(List<String> arguments) {
    return ServiceRunner.application(SampleService.class, Map.of())
        .run(
            Stream.concat(
                    Stream.of(
                        "--server.port=0",
                        "--cim.discovery.type=memory",
                        "--cim.tls.peers=true",
                        "--cim.security.cluster-secret=" + TestSecret.SECRET),
                    arguments.stream())
                .filter(argument -> !argument.isEmpty())
                .toArray(String[]::new));
  }

  private static int port(ConfigurableApplicationContext service) {
    return service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** The certificate that a new connection is shown. */
  private X509Certificate shown(ConfigurableApplicationContext service) throws Exception {
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(null, new TrustManager[] {TrustedAuthorities.of("trust", certs.authority)}, null);
    try (SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port(service))) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
