package io.crossim.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.client.screen.PipeDevice;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PropertiesTest {

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
        "cim.msg.logger.path=/dev/null/x"
            + " | cim.msg.logger.path: /dev/null/x (expected: a directory that can be written)",
      })
  void aWrongValueEndsTheStartWithOneSentence(String wrong, String sentence) {
    assertThat(complaint("--cim.user.userName=alice", "--" + wrong)).containsExactly(sentence);
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
