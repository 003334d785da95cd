package io.crossim.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterControlTest {

  @TempDir private Path directory;

  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Test
  void aPartIsAskedForFromAnotherProcess() {
    try (ClusterControl control = open()) {
      assertThat(ClusterControl.restart(directory, "redis")).isEqualTo("redis runs again");
      assertThat(ClusterControl.restart(directory, "zookeeper")).isEqualTo("zookeeper runs again");
    }
    assertThat(asked).containsExactly("redis", "zookeeper");
  }

  @Test
  void withoutAClusterThatIsSaid() {
    assertThatThrownBy(() -> ClusterControl.restart(directory, "redis"))
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("no cluster runs on " + directory);
    open().close();
    assertThatThrownBy(() -> ClusterControl.restart(directory, "redis"))
        .isInstanceOf(ClusterException.class);
  }

  @Test
  void whatTheClusterRefusesIsAnError() {
    try (ClusterControl control =
        ClusterControl.open(
            directory,
            part -> {
              throw new ClusterException(part + ": not a part of the cluster");
            })) {
      assertThatThrownBy(() -> ClusterControl.restart(directory, "foo"))
          .isInstanceOf(ClusterException.class)
          .hasMessage("foo: not a part of the cluster");
    }
  }

  @Test
  void whoDoesNotKnowTheTokenIsNotHeard() throws IOException {
    try (ClusterControl control = open()) {
      int port = Integer.parseInt(Files.readString(directory.resolve("control")).split(" ")[0]);
      try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
        stranger
            .getOutputStream()
            .write(("0".repeat(32) + " redis\n").getBytes(StandardCharsets.US_ASCII));
        stranger.shutdownOutput();
        assertThat(new String(stranger.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .isEmpty();
      } catch (IOException reset) {
        // also no answer
      }
    }
    assertThat(asked).isEmpty();
  }

  private ClusterControl open() {
    return ClusterControl.open(
        directory,
        part -> {
          asked.add(part);
          return part + " runs again";
        });
  }
}
