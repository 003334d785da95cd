package io.crossim.benchmark.report;

import io.crossim.benchmark.report.Measure.Column;
import java.util.ArrayList;
import java.util.List;

/** What is measured under load on every target, besides what needs a way of its own. */
final class StandardSet {

  static final String TCP_TITLE = "private messages over TCP, 512 in flight";

  private StandardSet() {}

  static List<Measure> of(ReportSettings settings) {
    List<Measure> all = new ArrayList<>();
    if (settings.has(Part.GROUP)) {
      all.add(group(settings.users(100)));
      all.add(group(settings.users(500)));
    }
    if (settings.has(Part.P2P)) {
      Column[] latency = {
        new Column(Table.LATENCIES, Figure.DELIVERY_MEDIAN),
        new Column(Table.LATENCIES, Figure.DELIVERY_P99)
      };
      all.add(
          Measure.of("private messages at 200/s over HTTP", "p2p --rate=200", latency)
              .plotted("p2p-200"));
      all.add(
          Measure.of(
              TCP_TITLE,
              "p2p --transport=TCP --in-flight=512",
              new Column(Table.RATES, Figure.DELIVERED)));
    }
    if (settings.has(Part.P2P, Part.CPU)) {
      all.addAll(inFlight(settings));
    }
    if (settings.has(Part.LOGIN)) {
      all.add(
          Measure.of(
              "logins, 32 in flight",
              "login --in-flight=32",
              new Column(Table.RATES, Figure.LOGINS)));
      all.add(
          Measure.of(
              "logins at the route alone, 32 in flight",
              "login --in-flight=32 --route-only",
              new Column(Table.RATES, Figure.LOGINS)));
    }
    return all;
  }

  private static Measure group(int users) {
    return Measure.of(
        "messages to everyone, " + users + " users, deliveries",
        "group --users=" + users,
        new Column(Table.RATES, Figure.DELIVERED));
  }

  /** One run serves both the table of rates and that of CPU time. */
  private static List<Measure> inFlight(ReportSettings settings) {
    List<Measure> all = new ArrayList<>();
    for (int inFlight : new int[] {1, 8, 64, 256}) {
      List<Column> columns = new ArrayList<>();
      if (settings.has(Part.P2P) && (inFlight == 1 || inFlight == 64)) {
        columns.add(new Column(Table.RATES, Figure.DELIVERED));
      }
      if (settings.has(Part.CPU)) {
        columns.add(new Column(Table.CPU, Figure.CPU));
      }
      if (!columns.isEmpty()) {
        all.add(
            Measure.of(
                "private messages over HTTP, " + inFlight + " in flight",
                "p2p --in-flight=" + inFlight,
                columns.toArray(Column[]::new)));
      }
    }
    return all;
  }

  /** What is half of the highest rate over TCP is known only after that was measured. */
  static Measure halfOf(double tcpRate) {
    long rate = Math.max(1, Math.round(tcpRate / 2));
    return Measure.of(
            "private messages over TCP at half of the target's highest rate",
            "p2p --transport=TCP --in-flight=512 --rate=" + rate,
            new Column(Table.LATENCIES, Figure.DELIVERY_MEDIAN),
            new Column(Table.LATENCIES, Figure.DELIVERY_P99))
        .plotted("tcp-half");
  }
}
