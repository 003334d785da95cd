package io.crossim.service.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EndpointThreadsTest {

  private final EndpointThreads threads = new EndpointThreads();

  @Test
  void nothingThatWaitsIsForgottenAtTheEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> hanging =
        threads.answer(
            "heapdump",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
                return "never";
              } catch (InterruptedException e) {
                return "interrupted";
              }
            });
    begun.await();
    CompletableFuture<String> waiting = threads.answer("heapdump", () -> "a second dump");
    AtomicBoolean closed = new AtomicBoolean();
    threads.of("heapdump").execute(() -> closed.set(true));

    threads.close();

    assertThat(hanging.join()).isEqualTo("interrupted");
    assertThatThrownBy(waiting::join).hasMessageContaining("this service stops");
    assertThat(closed).isTrue();
  }
}
