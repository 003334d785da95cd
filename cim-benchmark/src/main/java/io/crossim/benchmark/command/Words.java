package io.crossim.benchmark.command;

import io.crossim.benchmark.load.Refusal;
import io.crossim.benchmark.process.ProcessException;
import io.crossim.benchmark.report.ReportException;

/** What the user is told of a failure. */
public final class Words {

  private Words() {}

  /** What this tool says itself is a sentence; the rest is told with its type. */
  public static String of(Exception failure) {
    return failure instanceof Refusal
            || failure instanceof ProcessException
            || failure instanceof ReportException
        ? String.valueOf(failure.getMessage())
        : failure.toString();
  }
}
