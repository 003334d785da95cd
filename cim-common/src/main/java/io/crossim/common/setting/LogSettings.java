package io.crossim.common.setting;

import io.crossim.common.result.CimException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;

/**
 * Refuses wrong settings of the log with one sentence, because the log itself would print a stack
 * trace.
 */
@RequiredArgsConstructor
public final class LogSettings {

  private static final List<String> FORMATS = List.of("ecs", "gelf", "logstash");

  /** The value of a property; empty for one that is not set. */
  private final UnaryOperator<String> values;

  /** Whether there is a file at this path or URL. */
  private final Predicate<String> files;

  /**
   * Checks them all.
   *
   * @throws CimException for the first one that is wrong
   */
  public void check() {
    checkFormat("logging.structured.format.console");
    checkFormat("logging.structured.format.file");
    String file = values.apply("logging.config");
    if (!file.isBlank() && !files.test(file.strip())) {
      throw CimException.invalid("logging.config", file, "a file that is there");
    }
  }

  private void checkFormat(String property) {
    String format = values.apply(property);
    // With a dot it is the name of a class, which is the user's.
    if (!format.isEmpty() && !FORMATS.contains(format) && !format.contains(".")) {
      throw CimException.invalid(property, format, String.join(", ", FORMATS));
    }
  }
}
