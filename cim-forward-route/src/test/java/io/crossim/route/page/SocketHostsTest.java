package io.crossim.route.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SocketHostsTest {

  @Test
  void eachHostOnceAndNoPaths() {
    assertThat(
            SocketHosts.of(
                Stream.of(
                    "/im",
                    "wss://a.example.org/im",
                    "wss://a.example.org/x/im",
                    "ws://[::1]:11211/im")))
        .containsExactly("wss://a.example.org", "ws://[::1]:11211");
  }

  @Test
  void manyHostsAreAny() {
    assertThat(SocketHosts.of(IntStream.range(0, 100).mapToObj(i -> "wss://im-" + i + "/im")))
        .containsExactly("ws:", "wss:");
  }
}
