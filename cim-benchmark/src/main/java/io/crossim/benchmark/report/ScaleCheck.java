package io.crossim.benchmark.report;

import io.crossim.benchmark.report.Measure.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/** Repeats one load while users, accounts or stored messages grow tenfold and a hundredfold. */
@RequiredArgsConstructor
final class ScaleCheck {

  private static final int[] FACTORS = {1, 10, 100};
  private static final int ONLINE = 100;
  private static final int ACCOUNTS = 1_000;
  private static final int MESSAGES = 1_000;

  private final ReportSettings settings;
  private final Rounds rounds;
  private final Target target;

  private interface Growth {
    void growTo(int count) throws InterruptedException;
  }

  /** Grows one thing after the other; the users online leave before the rest grows. */
  void run() throws InterruptedException {
    try (Population online = new Population(target.url())) {
      grow("more users online", ONLINE, settings.users(ONLINE * 100), online::connect);
    }
    try (Population rest = new Population(target.url())) {
      grow("more accounts", ACCOUNTS, settings.scale(), rest::register);
      grow("messages stored for users offline", MESSAGES, settings.scale(), rest::store);
    }
  }

  private void grow(String what, int base, int most, Growth growth) throws InterruptedException {
    List<JsonNode> first = new ArrayList<>();
    IntStream counts =
        Arrays.stream(FACTORS).map(factor -> Math.min(most, base * factor)).distinct();
    for (int count : counts.toArray()) {
      String title = count + " " + what;
      rounds.attempt(
          title,
          () -> {
            growth.growTo(count);
            List<JsonNode> results = rounds.measure(measure(title), target, List.copyOf(first));
            if (first.isEmpty()) {
              first.addAll(results);
            }
          });
    }
  }

  private static Measure measure(String title) {
    return Measure.of(
        title,
        "p2p --in-flight=64",
        new Column(Table.SCALE, Figure.DELIVERED),
        new Column(Table.SCALE, Figure.DELIVERY_MEDIAN));
  }
}
