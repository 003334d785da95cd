package io.crossim.benchmark.report;

import org.jspecify.annotations.Nullable;

/** A part of the report that came to nothing; the message is a sentence for its page. */
public final class ReportException extends RuntimeException {

  public ReportException(String message) {
    this(message, null);
  }

  public ReportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
