package io.crossim.service.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.Failures;
import io.crossim.service.http.FrontBounds;
import io.crossim.service.http.HttpFront;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.ServerTls;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {

  enum Strategy {
    CONSISTENT_HASH,
    LOOP
  }

  @ConfigurationProperties("sample")
  record Sample(
      @DefaultValue("LOOP") Strategy strategy,
      @DefaultValue("1s") Duration pause,
      @DefaultValue("1") int count,
      @DefaultValue("true") boolean open,
      @DefaultValue("0") int secondPort) {

    Sample {
      if (count < 1) {
        throw CimException.invalid("sample.count", count, "1 or more");
      }
    }
  }

  @EnableAutoConfiguration
  @EnableConfigurationProperties(Sample.class)
  static class Service {

    @Bean(destroyMethod = "close")
    HttpFront second(
        Sample sample, EventLoops loops, CallTable calls, Failures failures, FrontBounds bounds) {
      HttpFront front = HttpFront.of(loops, ServerTls.none(), calls, failures, bounds);
      front.open("sample.second-port", null, sample.secondPort());
      return front;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sample.strategy=fastest | sample.strategy: fastest (expected: consistent-hash, loop)",
        "sample.pause=soon | sample.pause: soon (expected: a time such as 500ms, 10s or 2m)",
        "sample.count=many | sample.count: many (expected: a whole number)",
        "sample.count=0 | sample.count: 0 (expected: 1 or more)",
        "sample.open=perhaps | sample.open: perhaps (expected: true or false)",
        "cim.discovery.type=etcd | cim.discovery.type: etcd (expected: zookeeper, zkclient, memory)",
        "app.zk.switch=perhaps | app.zk.switch: perhaps (expected: true or false)",
        "cim.discovery.root=cim | cim.discovery.root: cim (expected: a path like /cim, without a slash at the end)",
        "server.port=http | server.port: http (expected: a whole number)",
        "server.port=70000 | server.port: 70000 (expected: 0-65535)",
        "server.port=-2 | server.port: -2 (expected: 0-65535)",
        "cim.tracing.endpoint=localhost:4318 | cim.tracing.endpoint: localhost:4318 (expected: a URL such as http://HOST:4318/v1/traces)",
        "cim.tracing.ratio=5 | cim.tracing.ratio: 5 (expected: 0 to 1)",
        "cim.http.trusted-proxies=10.0.0.1,proxy | cim.http.trusted-proxies: proxy (expected: addresses or networks, such as 10.0.0.1, 10.0.0.0/8 or fd00::/8)",
        "cim.http.request-timeout=1ms | cim.http.request-timeout: 1ms (expected: a time from 100ms to 10m, such as 10s)",
        "cim.http.max-connections-per-address=-1 | cim.http.max-connections-per-address: -1 (expected: 0 or more, 0 for no bound)",
        "cim.limits.sends-per-second=-1 | cim.limits.sends-per-second: -1 (expected: 0-1000000, 0 for no limit)",
        "cim.http.max-body=big | cim.http.max-body: big (expected: a size such as 64KB or 1MB)",
        "cim.http.max-body=1GB | cim.http.max-body: 1GB (expected: a size from 1KB to 512MB)",
        "cim.http.max-body=2147483648B | cim.http.max-body: 2147483648B (expected: a size from 1KB to 512MB)",
        "cim.http.request-timeout=30 | cim.http.request-timeout: 30 (expected: a time with its unit, such as 30s)",
        "cim.tls.requierd=true | cim.tls.requierd: unknown property (did you mean cim.tls.required?)",
        "secure=true | secure: unknown property (did you mean cim.security.accounts=password?)",
        "server.ssl.certificate=a.pem | server.ssl: set (expected: cim.tls.certificate and cim.tls.private-key in its place)",
        "server.servlet.context-path=/chat | server.servlet.context-path: /chat (expected: none: a proxy may put a prefix before the calls)",
        "spring.mvc.servlet.path=/chat | spring.mvc.servlet.path: /chat (expected: none: a proxy may put a prefix before the calls)",
        "cim.http.fast-calls=login,talk | cim.http.fast-calls: talk (expected: none, or some of changePassword, conversation/read, conversations, fetchOfflineMsgs, group, group/add, group/change, group/create, group/dismiss, group/join, group/leave, group/members, group/remove, group/role, group/send, groupRoute, history, kick, login, logout, message/edit, message/react, message/recall, offLine, onlineUser, p2pRoute, readers, registerAccount, sendMsg, token)",
        "server.address=198.51.100.7 | server.address: 198.51.100.7 (expected: an address of this machine)",
        "server.address=no.such.host.invalid | server.address: no.such.host.invalid (expected: an address of this machine, such as 127.0.0.1)",
        "logging.structured.format.console=xml | logging.structured.format.console: xml (expected: ecs, gelf, logstash)",
        "logging.config=nowhere.xml | logging.config: nowhere.xml (expected: a file that is there)",
        "logging.level.io.crossim=loud | logging.level.io.crossim: loud (expected: trace, debug, info, warn, error, fatal, off)"
      })
  void aWrongValueIsToldInOneSentence(String argument, String sentence, CapturedOutput output) {
    assertFails(argument, sentence, output);
  }

  /** Spring Boot joins both by a comma. */
  @Test
  void aPortThatIsGivenTwiceIsToldInOneSentence(CapturedOutput output) {
    assertFails(
        "server.port: 1,2 (expected: a whole number)",
        output,
        "--server.port=1",
        "--server.port=2");
  }

  @Test
  void aBusyPortIsToldInOneSentence(CapturedOutput output) throws Exception {
    try (ServerSocket busy = new ServerSocket(0)) {
      int port = busy.getLocalPort();
      assertFails(
          "server.port=" + port,
          "server.port: " + port + " is in use (expected: a free port)",
          output);
    }
  }

  @Test
  void aBusySecondPortIsToldToo(CapturedOutput output) throws Exception {
    try (ServerSocket busy = new ServerSocket(0)) {
      int port = busy.getLocalPort();
      assertFails(
          "sample.second-port=" + port,
          "sample.second-port: " + port + " is in use (expected: a free port)",
          output);
    }
  }

  @Test
  void aBundleThatAnotherPropertyNamesIsMissed() {
    NoSuchSslBundleException missing = new NoSuchSslBundleException("web", "not found");
    assertThat(StartFailure.sentence(new IllegalStateException(missing), null))
        .contains(
            "spring.ssl.bundle: web (expected: pem.web.* or jks.web.*, because another property"
                + " names that bundle)");
  }

  @Test
  void brokenYamlIsToldInOneSentence(@TempDir Path directory, CapturedOutput output)
      throws Exception {
    Path file = Files.writeString(directory.resolve("application.yaml"), "cim:\n  x: [\n");
    assertFails(
        "spring.config.location=" + file.toUri(),
        "application.yaml, or another YAML file of the configuration, line 3, column 1: expected"
            + " the node content, but found '<stream end>' (expected: valid YAML)",
        output);
  }

  @Test
  void anUnknownPropertyInAFileIsToldToo(@TempDir Path directory, CapturedOutput output)
      throws Exception {
    Path file = Files.writeString(directory.resolve("application.yaml"), "cim.tls.requierd: true");
    assertFails(
        "spring.config.location=" + file.toUri(),
        "cim.tls.requierd: unknown property (did you mean cim.tls.required?)",
        output);
  }

  private static void assertFails(String argument, String sentence, CapturedOutput output) {
    assertFails(sentence, output, "--" + argument);
  }

  private static void assertFails(String sentence, CapturedOutput output, String... arguments) {
    assertThatThrownBy(
        () ->
            ServiceRunner.application(
                    Service.class, Map.of("server.port", "0", "cim.discovery.type", "memory"))
                .run(arguments));
    assertThat(output.getOut().lines().filter(line -> line.contains(" ERROR ")))
        .singleElement()
        .asString()
        .endsWith("Cannot start. " + sentence);
    assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain("FAILED");
  }
}
