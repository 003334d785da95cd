package io.crossim.benchmark.report;

import java.util.Locale;

/** The tables of the page; each has a placeholder of its name in the template. */
enum Table {
  RATES(Part.GROUP, Part.P2P, Part.LOGIN),
  LATENCIES(Part.P2P),
  CPU(Part.CPU),
  MEMBERS(Part.MEMBERS),
  MEMORY(Part.MEMORY),
  CROWDS(Part.VANISH, Part.STORM),
  START(Part.START),
  SCALE(Part.SCALE);

  private final Part[] parts;

  Table(Part... parts) {
    this.parts = parts;
  }

  String placeholder() {
    return "{{" + name().toLowerCase(Locale.ROOT) + "}}";
  }

  boolean isAskedFor(ReportSettings settings) {
    return settings.has(parts);
  }
}
