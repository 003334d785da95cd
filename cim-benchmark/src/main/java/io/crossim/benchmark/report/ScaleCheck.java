package io.crossim.benchmark.report;

import io.crossim.benchmark.report.Measure.Column;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** The same load with once, ten times and a hundred times as much around it. */
@RequiredArgsConstructor
final class ScaleCheck {

  private static final int[] FACTORS = {1, 10, 100};
  private static final int ONLINE = 100;
  private static final int ACCOUNTS = 1_000;
  private static final int MESSAGES = 1_000;

  private final ReportSettings settings;
  private final Rounds rounds;
  private final Target target;

  /** Grows one thing after the other; the users online leave before the rest grows. */
  void run() throws InterruptedException {
    for (int factor : FACTORS) {
      int users = settings.users(ONLINE * factor);
      rounds.attempt(
          users + " users online",
          () -> {
            try (Population population = new Population(target.url())) {
              population.connect(users);
              measure(users + " more users online");
            }
          });
    }
    try (Population population = new Population(target.url())) {
      grow("more accounts", ACCOUNTS, population::register);
      grow("messages stored for users offline", MESSAGES, population::store);
    }
  }

  private interface Growth {
    void growTo(int count) throws InterruptedException;
  }

  private void grow(String what, int base, Growth growth) throws InterruptedException {
    for (int factor : FACTORS) {
      int count = Math.min(settings.scale(), base * factor);
      rounds.attempt(
          count + " " + what,
          () -> {
            growth.growTo(count);
            measure(count + " " + what);
          });
    }
  }

  private void measure(String title) {
    rounds.measure(
        new Measure(
            title,
            "",
            List.of("p2p", "--in-flight=64"),
            List.of(
                new Column(Table.SCALE, Figure.DELIVERED),
                new Column(Table.SCALE, Figure.DELIVERY_MEDIAN))),
        target);
  }
}
