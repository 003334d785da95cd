package io.crossim.benchmark.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The page: prose that was written by hand, with what was found in the places left for it. */
final class Page {

  private static final String TEMPLATE = "performance.md";
  private static final String NOT_ASKED = "*Not part of this run.*";
  private static final String NOTHING = "*Nothing was found; see [what failed](#what-failed).*";

  private final ReportSettings settings;
  private final Findings findings;

  Page(ReportSettings settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  /**
   * The page. Where not everything was measured, the rest is as it was.
   *
   * @param before the page that there was; empty for none
   */
  String renderOver(String before) throws InterruptedException {
    boolean isWhole = settings.parts().size() == Part.values().length;
    return isWhole || before.isEmpty()
        ? render()
        : Sections.replaced(before, render(), NOT_ASKED);
  }

  private String render() throws InterruptedException {
    ReportSettings members = MembersCheck.shortened(settings);
    String page =
        template()
            .replace("{{machine}}", Machine.describe(settings.java()))
            .replace("{{commit}}", Machine.commit(settings.root()))
            .replace("{{command}}", settings.command())
            .replace("{{rounds}}", Integer.toString(settings.rounds()))
            .replace("{{warm-up}}", seconds(settings.warmUp().toMillis()))
            .replace("{{lead}}", seconds(settings.lead().toMillis()))
            .replace("{{time}}", seconds(settings.time().toMillis()))
            .replace("{{members-warm-up}}", seconds(members.warmUp().toMillis()))
            .replace("{{members-lead}}", seconds(members.lead().toMillis()))
            .replace("{{members-time}}", seconds(members.time().toMillis()))
            .replace("{{failures}}", failures())
            .replace("{{pictures}}", pictures());
    for (Table table : Table.values()) {
      page = page.replace(table.placeholder(), table(table));
    }
    int left = page.indexOf("{{");
    if (left >= 0) {
      throw new IllegalStateException("nothing fills " + page.substring(left).split("}}", 2)[0]);
    }
    return page;
  }

  private String table(Table table) {
    if (!table.isAskedFor(settings)) {
      return NOT_ASKED;
    }
    List<Row> rows = findings.rows(table);
    if (rows.isEmpty()) {
      return NOTHING;
    }
    List<TargetKind> targets =
        List.of(TargetKind.values()).stream().filter(settings.targets()::contains).toList();
    List<String> lines = new ArrayList<>();
    String compared =
        switch (table) {
          case SCALE -> "of the first of its kind";
          case MEMBERS -> "of the other";
          default -> "of the null server";
        };
    lines.add(
        "| |"
            + targets.stream()
                .map(target -> " " + target.title() + " | " + compared + " |")
                .collect(Collectors.joining())
            + (isAsked(rows) ? " asked for |" : ""));
    lines.add("|---|" + "---|---|".repeat(targets.size()) + (isAsked(rows) ? "---|" : ""));
    for (String key : keys(rows)) {
      lines.add("| " + key + " |" + cells(rows, key, targets) + asked(rows, key));
    }
    return String.join("\n", lines);
  }

  private static boolean isAsked(List<Row> rows) {
    return rows.stream().anyMatch(row -> !row.asked().isEmpty());
  }

  private static String asked(List<Row> rows, String key) {
    return rows.stream()
        .filter(row -> isAsked(rows) && key(row).equals(key))
        .findFirst()
        .map(row -> " " + row.asked() + " |")
        .orElse("");
  }

  private static Set<String> keys(List<Row> rows) {
    return rows.stream().map(Page::key).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String key(Row row) {
    return switch (row.figure()) {
      case DELIVERY_MEDIAN -> row.title() + (row.table() == Table.START ? "" : ", p50");
      case DELIVERY_P99 -> row.title() + (row.table() == Table.START ? "" : ", p99");
      case CPU -> row.title() + (row.table() == Table.MEMBERS ? ", CPU of each" : "");
      default -> row.title();
    };
  }

  private static String cells(List<Row> rows, String key, List<TargetKind> targets) {
    return targets.stream()
        .map(
            target ->
                rows.stream()
                    .filter(row -> row.target() == target && key(row).equals(key))
                    .findFirst()
                    .map(row -> " " + row.value() + " | " + row.ratio() + " |")
                    .orElse(" - | - |"))
        .collect(Collectors.joining());
  }

  private String failures() {
    return findings.failures().isEmpty()
        ? "Nothing."
        : findings.failures().stream().map(each -> "- " + each).collect(Collectors.joining("\n"));
  }

  private String pictures() {
    Path from = settings.page().toAbsolutePath().getParent();
    Path directory = settings.pictures().toAbsolutePath();
    String base = from == null ? directory.toString() : from.relativize(directory).toString();
    return findings.pictures().isEmpty()
        ? NOT_ASKED
        : findings.pictures().stream()
            .sorted()
            .map(file -> "![" + file.replace(".svg", "") + "](" + base + "/" + file + ")")
            .collect(Collectors.joining("\n"));
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }

  private static String template() {
    try (InputStream in = Page.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
