package io.crossim.persistence;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The warnings of this module from here on. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.crossim.persistence");
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  public LogLines() {
    start();
    logger.addAppender(this);
  }

  public List<String> warnings(String containing) {
    return warnings.stream().filter(line -> line.contains(containing)).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel() == Level.WARN) {
      warnings.add(event.getFormattedMessage());
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
  }
}
