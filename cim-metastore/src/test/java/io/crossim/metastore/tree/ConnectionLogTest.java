package io.crossim.metastore.tree;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConnectionLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(ConnectionLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long now = Long.MAX_VALUE - 1;
  private final ConnectionLog log = new ConnectionLog("the store", () -> now);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void anOutageIsALineAfterTwoSecondsAndThenEveryFive() {
    log.begins();
    pass(13);

    assertThat(said())
        .containsExactly(
            "the store has not answered for 2 s; waiting for it",
            "the store has not answered for 7 s; waiting for it",
            "the store has not answered for 12 s; waiting for it");
  }

  @Test
  void theEndIsSaidOnceAndTheNextOutageCountsFromItsStart() {
    log.begins();
    pass(3);
    log.ends();
    log.ends();
    pass(10);
    log.begins();
    pass(2);

    assertThat(said())
        .containsExactly(
            "the store has not answered for 2 s; waiting for it",
            "the store answers",
            "the store has not answered for 2 s; waiting for it");
  }

  @Test
  void aSingleFailureIsNotSaid() {
    log.failed(new IllegalStateException("a race"));
    pass(3);
    log.works();
    log.failed(new IllegalStateException("a race"));

    assertThat(said()).isEmpty();
  }

  @Test
  void aFailureThatStaysIsSaidEveryFiveSeconds() {
    for (int second = 0; second < 8; second++) {
      log.failed(new IllegalStateException("create /cim: no rights"));
      pass(1);
    }

    assertThat(said()).hasSize(2).containsOnly("the store: create /cim: no rights; trying again");
  }

  @Test
  void failuresWhileTheStoreIsAwayAreNoNews() {
    log.begins();
    log.failed(new IllegalStateException("lost"));
    now += Duration.ofSeconds(60).toNanos();
    log.failed(new IllegalStateException("lost"));

    assertThat(said()).isEmpty();
  }

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      now += Duration.ofSeconds(1).toNanos();
      log.check();
    }
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
