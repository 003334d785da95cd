package io.crossim.service.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.ResultCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchMeterTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BatchMeter meter =
      new BatchMeter(registry, "cim.sample", "a sample", "call", "read");

  @Test
  void countsCallsItemsAndFailures() {
    CompletableFuture<String> pending = new CompletableFuture<>();
    CompletableFuture<String> watched = meter.watch(7, () -> pending);
    assertThat(registry.get("cim.sample").timer().count()).isZero();
    pending.complete("done");
    assertThat(watched).isCompletedWithValue("done");

    assertThat(meter.watch(3, () -> CompletableFuture.failedFuture(new IllegalStateException())))
        .isCompletedExceptionally();
    assertThatThrownBy(
            () ->
                meter.watch(
                    1,
                    () -> {
                      throw new IllegalStateException("at once");
                    }))
        .hasMessage("at once");
    assertThat(meter.watchBlocking(() -> "now")).isEqualTo("now");

    assertThat(registry.get("cim.sample").tag("call", "read").timer().count()).isEqualTo(3);
    assertThat(registry.get("cim.sample.items").summary().count()).isEqualTo(4);
    assertThat(registry.get("cim.sample.items").summary().totalAmount()).isEqualTo(12);
    assertThat(registry.get("cim.sample.errors").counter().count()).isEqualTo(2);
  }

  @Test
  void codesAreThereOnceTheyHaveHappened() {
    CodeCounts counts = new CodeCounts(registry, "cim.answers", "Answers", "path", "/x");
    counts.count(ResultCode.REQUEST_LIMIT);
    counts.count(ResultCode.REQUEST_LIMIT, 4);
    assertThat(registry.get("cim.answers").tag("code", "9000").counter().count()).isZero();
    assertThat(registry.get("cim.answers").tag("code", "6000").counter().count()).isEqualTo(5);
    assertThat(registry.find("cim.answers").tag("code", "5000").counter()).isNull();
  }
}
