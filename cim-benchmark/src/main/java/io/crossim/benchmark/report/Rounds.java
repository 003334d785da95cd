package io.crossim.benchmark.report;

import io.crossim.benchmark.report.Measure.Column;
import io.crossim.benchmark.result.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/**
 * Runs measures on a target and, in the same round, on a null server. A measure that fails is a
 * finding too; the next one goes on.
 */
@RequiredArgsConstructor
final class Rounds {

  private final ReportSettings settings;
  private final Tool tool;
  private final Findings findings;
  private final TargetKind kind;

  /** A step that may fail without an end for the others. */
  @FunctionalInterface
  interface Step {
    void run() throws InterruptedException;
  }

  /** The same with other lengths. */
  Rounds under(ReportSettings others) {
    return new Rounds(others, tool, findings, kind);
  }

  /** Runs a step, and tells the page when it fails. */
  void attempt(String what, Step step) throws InterruptedException {
    Output.note(kind.title() + ": " + what);
    try {
      step.run();
    } catch (RuntimeException e) {
      String words = e instanceof ReportException ? String.valueOf(e.getMessage()) : e.toString();
      Output.complain("  failed: " + words);
      findings.failed(kind, what, words);
    }
  }

  /** Puts load on a target for so long, without a result. */
  void warmUp(Target target, String args, Duration time) {
    List<String> command = new ArrayList<>(List.of(args.split(" ", -1)));
    command.addAll(List.of("--route=" + target.url(), "--warm-up=" + ms(time), "--time=1ms"));
    tool.run(command);
  }

  /** Measures under load, target and null server in turn, in as many rounds as were asked for. */
  void measure(Measure measure, Target target, Target nullServer) {
    List<JsonNode> ofNull = new ArrayList<>();
    List<JsonNode> results = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      ofNull.add(loaded(measure, nullServer, /* ofNull= */ true));
      results.add(loaded(measure, target, /* ofNull= */ false));
    }
    for (Column column : measure.columns()) {
      add(column.table(), measure.title(), column.figure(), results, ofNull);
    }
  }

  /**
   * Measures under load without a null server, in as many rounds as were asked for.
   *
   * @param first results to compare with; empty to be compared with themselves
   * @return the results
   */
  List<JsonNode> measure(Measure measure, Target target, List<JsonNode> first) {
    List<JsonNode> results = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      results.add(loaded(measure, target, /* ofNull= */ false));
    }
    for (Column column : measure.columns()) {
      List<JsonNode> compared = first.isEmpty() ? results : first;
      add(column.table(), measure.title(), column.figure(), results, compared);
    }
    return results;
  }

  /** Runs a load once. */
  JsonNode loaded(String args, Target target, boolean ofNull) {
    return loaded(Measure.of("", args), target, ofNull);
  }

  private JsonNode loaded(Measure measure, Target target, boolean ofNull) {
    List<String> args = new ArrayList<>(measure.args());
    args.add("--warm-up=" + ms(settings.lead()));
    args.add("--time=" + ms(settings.time()));
    args.add(target.cpu());
    return run(target, ofNull, measure.name(), args);
  }

  /** Runs one command, and draws it unless it is named nothing. */
  JsonNode run(Target target, boolean ofNull, String plot, List<String> args) {
    List<String> command = new ArrayList<>(args);
    command.add("--route=" + target.url());
    if (!plot.isEmpty()) {
      String who = ofNull ? "null" : kind.name().toLowerCase(Locale.ROOT);
      String file = plot + "-" + who + ".svg";
      command.add("--plot=" + settings.pictures().resolve(file));
      findings.picture(file);
    }
    JsonNode result = tool.run(command);
    findings.ran(kind, ofNull, args, result);
    return result;
  }

  void add(
      Table table, String title, Figure figure, List<JsonNode> results, List<JsonNode> compared) {
    add(table, title, figure, results, compared, "");
  }

  /**
   * Adds a row.
   *
   * @param asked what it has to be, in words
   */
  void add(
      Table table,
      String title,
      Figure figure,
      List<JsonNode> results,
      List<JsonNode> compared,
      String asked) {
    findings.add(
        new Row(
            table,
            title,
            kind,
            figure,
            results.stream().map(figure::of).toList(),
            compared.stream().map(figure::of).toList(),
            asked));
  }

  private static String ms(Duration time) {
    return time.toMillis() + "ms";
  }
}
