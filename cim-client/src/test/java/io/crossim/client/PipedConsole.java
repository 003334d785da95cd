package io.crossim.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.client.chat.Chat;
import io.crossim.client.screen.PipeDevice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;

/** Whole sessions of alice, line by line through a pipe; only the cluster is a fake one. */
abstract class PipedConsole {

  /** Spring makes the class below, which finds the test's chat like this. */
  static FakeChat chat = new FakeChat();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path history;

  static class Cluster {
    @Bean
    Chat chat() {
      return chat;
    }
  }

  @BeforeEach
  void freshCluster() {
    chat = new FakeChat();
  }

  /** Runs a session in which these lines are typed, to its end. */
  final void run(String... lines) {
    byte[] typed = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = {
      "--cim.user.id=1",
      "--cim.user.userName=alice",
      "--cim.route.url=http://127.0.0.1:1/",
      "--cim.msg.logger.path=" + history
    };
    ClientApplication.run(
        PipeDevice.over(new ByteArrayInputStream(typed), out, err), args, Cluster.class);
    assertThat(err.size()).isZero();
  }

  final String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  final List<String> lines() {
    return output().lines().toList();
  }
}
