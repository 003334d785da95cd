package io.crossim.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFrameTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 127, 128, 16_384, (1L << 53) - 1, Long.MAX_VALUE})
  void eachReceiverGetsAWholeFrame(long receiver) throws IOException {
    SharedFrame shared = new SharedFrame(5, "sender 发", "text ".repeat(50));

    ByteBuf bytes = shared.encode(receiver, UnpooledByteBufAllocator.DEFAULT);

    try (ByteBufInputStream in = new ByteBufInputStream(bytes, true)) {
      assertThat(Frame.parseDelimitedFrom(in))
          .isEqualTo(
              Frame.newBuilder()
                  .setCmd(Command.MESSAGE)
                  .setId(receiver)
                  .setText("text ".repeat(50))
                  .putAllProperties(
                      Map.of(
                          "sendUserId", "5",
                          "sendUserName", "sender 发",
                          "receiveUserId", Long.toString(receiver)))
                  .build());
      assertThat(in.available()).isZero();
    }
  }
}
