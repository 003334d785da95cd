package io.crossim.server.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Frame;
import io.crossim.server.FakeTicker;
import io.crossim.server.TestDialects;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.connection.Dialects;
import io.crossim.server.connection.FrameSource;
import io.crossim.service.limits.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveMessageTest {

  private final Dialects dialects = TestDialects.withoutInboxes();
  private final List<Object> encodedFor = new ArrayList<>();

  @Test
  void itIsEncodedOnceForEachProtocolThatReceiversSpeak() {
    LiveMessage message =
        new LiveMessage(
            dialect -> {
              encodedFor.add(dialect);
              return FrameSource.shared(Frame.getDefaultInstance());
            });

    for (String protocol : List.of("3", "", "3", "3", "")) {
      assertThat(message.deliver(connect(protocol))).isTrue();
    }

    assertThat(encodedFor).containsExactly(dialects.v3(), dialects.v2());
  }

  private Connection connect(String protocol) {
    Connection connection =
        new Connection(
            1,
            new EmbeddedChannel(),
            ClientAddress.of(new InetSocketAddress(1)),
            new ConnectionSettings(
                new FakeTicker(), new CloseLog(new SimpleMeterRegistry()), dialects, 1_000));
    connection.announce(protocol);
    connection.login(7, "ann", "phone");
    return connection;
  }
}
