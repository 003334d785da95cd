package io.crossim.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.BasicConfigurator;
import ch.qos.logback.classic.LoggerContext;
import io.crossim.client.screen.PipeDevice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PropertiesTest {

  /** As in a new process, whose log goes to the screen until it is set up. */
  @BeforeEach
  void forgetTheLogOfTheStartBefore() {
    LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
    log.reset();
    BasicConfigurator fresh = new BasicConfigurator();
    fresh.setContext(log);
    fresh.configure(log);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cim.user.id=abc | cim.user.id: abc (expected: a whole number)",
        "cim.user.nme=x | cim.user.nme: unknown property (did you mean cim.user.id?)",
        "secure=true | secure: unknown property (did you mean cim.security.accounts=password?)",
        "cim.user.id=-3 | cim.user.id: -3 (expected: a number above 0)",
        "cim.route.url=foo | cim.route.url: foo (expected: a URL such as http://host:8083/, or"
            + " several with commas)",
        "cim.route.url=http://a:1/,,http://b:1/ | cim.route.url: http://a:1/,,http://b:1/ (expected:"
            + " a URL such as http://host:8083/, or several with commas)",
        "cim.user.userName=a\ufffdb | cim.user.userName: a name that could not be decoded (U+FFFD)"
            + " (expected: UTF-8, and a locale such as C.UTF-8)",
        "cim.user.device=a\u0007b | cim.user.device: a?b (expected: 1 to 64 characters without"
            + " control characters)",
        "cim.tls.enabled=perhaps | cim.tls.enabled: perhaps (expected: true or false)",
        "cim.tls.trust=ca.pem"
            + " | cim.tls.trust: ca.pem (expected: nothing while cim.tls.enabled is false)",
        "cim.reconnect.count=-1 | cim.reconnect.count: -1 (expected: 0 or more)",
        "cim.callback.thread.pool.size=0 | cim.callback.thread.pool.size: 0 (expected: 1-64)",
        "cim.callback.thread.queue.size=x"
            + " | cim.callback.thread.queue.size: x (expected: a whole number)",
        "logging.structured.format.console=xml | logging.structured.format.console: xml (expected:"
            + " ecs, gelf, logstash)",
        "logging.config=nowhere.xml"
            + " | logging.config: nowhere.xml (expected: a file that is there)",
        "logging.level.io.crossim=loud | logging.level.io.crossim: loud (expected: trace, debug,"
            + " info, warn, error, fatal, off)",
        "cim.msg.logger.path=/dev/null/x"
            + " | cim.msg.logger.path: /dev/null/x (expected: a directory that can be written)",
      })
  void aWrongValueEndsTheStartWithOneSentence(
      String wrong, String sentence, CapturedOutput output) {
    assertThat(complaint("--cim.user.userName=alice", "--" + wrong)).containsExactly(sentence);
    assertThat(output.getAll()).doesNotContain("\tat ").doesNotContain("FAILED");
  }

  @Test
  void brokenYamlEndsTheStartWithOneSentence(@TempDir Path directory, CapturedOutput output)
      throws IOException {
    Path file = Files.writeString(directory.resolve("application.yml"), "cim:\n  x: [\n");

    assertThat(complaint("--spring.config.location=" + file.toUri()))
        .containsExactly(
            "application.yaml, or another YAML file of the configuration, line 3, column 1:"
                + " expected the node content, but found '<stream end>' (expected: valid YAML)");
    assertThat(output.getAll()).isEmpty();
  }

  @Test
  void aFileOfSettingsThatIsMissingEndsTheStartWithOneSentence(CapturedOutput output) {
    assertThat(complaint("--spring.config.location=file:/nowhere/application.yml"))
        .singleElement()
        .asString()
        .contains("/nowhere/application.yml");
    assertThat(output.getAll()).isEmpty();
  }

  @Test
  void aFileOfAuthoritiesThatIsMissingEndsTheStartWithOneSentence() {
    assertThat(
            complaint(
                "--cim.user.userName=alice", "--cim.tls.enabled=true", "--cim.tls.trust=none.pem"))
        .containsExactly(
            "cim.tls.trust: none.pem (expected: a PEM file with certificates that can be read)");
  }

  @Test
  void aNameIsRequired() {
    assertThat(complaint())
        .containsExactly(
            "cim.user.userName: nothing"
                + " (expected: a name of 1 to 64 characters without control characters)");
  }

  @Test
  void defaults() {
    ClientProperties properties =
        new Binder(new MapConfigurationPropertySource(Map.of("cim.user.userName", "alice")))
            .bind("cim", ClientProperties.class)
            .get();

    assertThat(properties.user().id()).isNull();
    assertThat(properties.route().url()).isEqualTo("http://127.0.0.1:8083/");
    assertThat(properties.route().urls()).containsExactly("http://127.0.0.1:8083/");
    assertThat(properties.user().device()).isNull();
    assertThat(properties.console().listen()).isFalse();
    assertThat(properties.tls().tls()).isEmpty();
    assertThat(properties.reconnect().count()).isNull();
    assertThat(properties.callback().thread().pool().size()).isEqualTo(2);
    assertThat(properties.callback().thread().queue().size()).isEqualTo(64);
  }

  private static Stream<String> complaint(String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PipeDevice device =
        PipeDevice.over(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err);
    assertThat(ClientApplication.run(device, args)).isEqualTo(1);
    return err.toString(StandardCharsets.UTF_8).lines();
  }
}
