package io.crossim.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AcceptFailuresTest {

  private long now;
  private final EmbeddedChannel port =
      new EmbeddedChannel(
          new AcceptFailures(
              "some.port",
              new com.google.common.base.Ticker() {
                @Override
                public long read() {
                  return now;
                }
              }));

  @Test
  void oneLineAMinuteSaysWhatToDo(CapturedOutput output) {
    for (int second = 0; second < 119; second++) {
      port.pipeline()
          .fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
      now += Duration.ofSeconds(1).toNanos();
    }
    port.checkException(); // nothing goes on to the end of the pipeline, which would log it

    Pattern line =
        Pattern.compile("some.port: .*: too many open files: raise the limit .*ulimit -n");
    assertThat(line.matcher(output).results()).hasSize(2);
    assertThat(output).contains("; 61 such failures so far");
  }

  @Test
  void anyOtherFailureIsToldAsItIs(CapturedOutput output) {
    port.pipeline().fireExceptionCaught(new IOException("no buffer space"));
    assertThat(output).contains("java.io.IOException: no buffer space; 1 such failures so far");
  }
}
