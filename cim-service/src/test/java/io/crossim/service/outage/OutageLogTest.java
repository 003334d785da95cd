package io.crossim.service.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageLogTest {

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long now;
  private final OutageLog outages = new OutageLog(logger(), "messages not stored", () -> now);

  private Logger logger() {
    Logger logger = new LoggerContext().getLogger("outages");
    logger.setLevel(Level.WARN);
    lines.start();
    logger.addAppender(lines);
    return logger;
  }

  @Test
  void anOutageIsTwoLines() {
    for (int i = 0; i < 400; i++) {
      outages.failed(2, "the store is full");
      pass(Duration.ofMillis(10));
    }
    pass(Duration.ofSeconds(5));
    outages.succeeded();
    outages.succeeded();

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "messages not stored: the store is full (the next line about it comes when it is over)",
            "messages not stored: over after 3 s, 800 in 400 calls");
  }

  @Test
  void aSuccessBetweenFailuresDoesNotEndIt() {
    outages.failed(1, "full");
    pass(Duration.ofSeconds(1));
    outages.succeeded();
    outages.failed(1, "full");

    assertThat(lines.list).hasSize(1);
  }

  @Test
  void theNextOutageIsToldAgain() {
    outages.failed(1, "full");
    pass(Duration.ofSeconds(5));
    outages.succeeded();
    outages.failed(3, "away");
    pass(Duration.ofSeconds(5));
    outages.succeeded();

    assertThat(lines.list).hasSize(4);
    assertThat(lines.list.get(3).getFormattedMessage()).endsWith("3 in 1 calls");
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
