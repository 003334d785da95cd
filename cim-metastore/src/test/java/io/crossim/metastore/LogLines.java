package io.crossim.metastore;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The warnings and errors of this module from here on. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("io.crossim.metastore");
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  LogLines() {
    start();
    logger.addAppender(this);
  }

  /** Keeps the lines from the console: a test that expects them shows no stack traces. */
  LogLines unseen() {
    logger.setAdditive(false);
    return this;
  }

  List<String> warnings(String containing) {
    return warnings.stream().filter(line -> line.contains(containing)).toList();
  }

  List<String> errors(String containing) {
    return errors.stream().filter(line -> line.contains(containing)).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel() == Level.WARN) {
      warnings.add(event.getFormattedMessage());
    } else if (event.getLevel() == Level.ERROR) {
      errors.add(event.getFormattedMessage());
    }
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
  }
}
