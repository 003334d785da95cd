package io.crossim.benchmark.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/**
 * Everything that is measured on one kind of target, in an order in which nothing disturbs what
 * follows.
 */
@RequiredArgsConstructor
final class TargetRun {

  private static final int VANISHING = 15_000;
  private static final int STORMING = 10_000;
  private static final int IDLE = 10_000;
  private static final Duration JUST_STARTED = Duration.ofSeconds(10);

  private final ReportSettings settings;
  private final Targets targets;
  private final TargetKind kind;
  private final Rounds rounds;
  private final Findings findings;

  void run() throws InterruptedException {
    if (settings.has(Part.START)) {
      rounds.attempt("just started", this::justStarted);
    }
    if (settings.parts().stream().anyMatch(part -> part != Part.START)) {
      rounds.attempt("start", this::started);
    }
  }

  private void started() throws InterruptedException {
    try (Target nullServer = targets.start(TargetKind.NULL);
        Target target = targets.start(kind)) {
      if (settings.has(Part.GROUP, Part.P2P, Part.CPU, Part.LOGIN, Part.SCALE)) {
        rounds.attempt("warm-up", () -> warmUp(nullServer, target));
      }
      for (Measure measure : StandardSet.of(settings)) {
        rounds.attempt(measure.title(), () -> rounds.measure(measure, target, nullServer));
      }
      if (settings.has(Part.P2P)) {
        rounds.attempt("half of the highest rate", () -> half(nullServer, target));
      }
      if (settings.has(Part.MEMBERS)) {
        new MembersCheck(settings, rounds, targets, target, nullServer).run();
      }
      if (settings.has(Part.MEMORY)) {
        rounds.attempt("memory of idle connections", () -> memory(nullServer, target));
      }
      if (settings.has(Part.VANISH)) {
        rounds.attempt("users vanish", () -> vanish(nullServer, target));
      }
      if (settings.has(Part.SCALE)) {
        new ScaleCheck(settings, rounds, target).run();
      }
      if (settings.has(Part.STORM)) { // last: it may cost the target a process
        rounds.attempt("reconnect storm", () -> storm(nullServer, target));
      }
    }
  }

  private void warmUp(Target nullServer, Target target) {
    for (Target each : List.of(nullServer, target)) {
      rounds.warmUp(each, "p2p", settings.warmUp());
      rounds.warmUp(each, "p2p --transport=TCP --in-flight=512", settings.warmUp());
      if (settings.has(Part.LOGIN)) {
        rounds.warmUp(each, "login", settings.warmUp());
      }
    }
  }

  private void half(Target nullServer, Target target) {
    double rate =
        findings.rows(Table.RATES).stream()
            .filter(row -> row.target() == kind && row.title().equals(StandardSet.TCP_TITLE))
            .mapToDouble(Row::median)
            .findFirst()
            .orElseThrow(() -> new ReportException("the highest rate over TCP is not known"));
    rounds.measure(StandardSet.halfOf(rate), target, nullServer);
  }

  private void memory(Target nullServer, Target target) {
    int users = settings.users(IDLE);
    List<String> args = List.of("idle", "--users=" + users, "--time=1s");
    List<JsonNode> ofNull =
        List.of(rounds.run(nullServer, true, "", with(args, nullServer.memory())));
    List<JsonNode> results = List.of(rounds.run(target, false, "", with(args, target.memory())));
    String title = users + " idle connections, each";
    rounds.add(Table.MEMORY, title + ": heap", Figure.HEAP, results, ofNull);
    rounds.add(Table.MEMORY, title + ": resident", Figure.RESIDENT, results, ofNull);
  }

  private void vanish(Target nullServer, Target target) {
    int users = settings.users(VANISHING);
    List<String> args = List.of("vanish", "--users=" + users);
    List<JsonNode> ofNull = List.of(rounds.run(nullServer, true, "", args));
    List<JsonNode> results = List.of(rounds.run(target, false, "", args));
    rounds.add(
        Table.CROWDS, users + " users vanish, until none is listed", Figure.GONE, results, ofNull);
  }

  private void storm(Target nullServer, Target target) {
    int users = settings.users(STORMING);
    List<String> args = List.of("reconnect-storm", "--users=" + users);
    boolean kills = target.victim() != 0;
    String how = kills ? "--kill=" + target.victim() : "--drop";
    List<JsonNode> ofNull = List.of(rounds.run(nullServer, true, "storm", with(args, "--drop")));
    List<JsonNode> results = List.of(rounds.run(target, false, "storm", with(args, how)));
    String title =
        users + " users, " + (kills ? "one server is killed" : "all connections are closed");
    rounds.add(Table.CROWDS, title + ": all are back", Figure.RETURN_TOTAL, results, ofNull);
    rounds.add(Table.CROWDS, title + ": p99 of a user", Figure.RETURN_P99, results, ofNull);
    rounds.add(Table.CROWDS, title + ": attempts refused", Figure.REFUSED, results, List.of());
  }

  private void justStarted() throws InterruptedException {
    List<String> args =
        List.of("p2p", "--rate=200", "--warm-up=0ms", "--time=" + JUST_STARTED.toSeconds() + "s");
    List<JsonNode> ofNull = new ArrayList<>();
    List<JsonNode> results = new ArrayList<>();
    try (Target rehearsal = targets.start(TargetKind.NULL)) {
      List<String> rehearsed = with(args, "--rehearse-on=" + rehearsal.url());
      for (int round = 1; round <= settings.rounds(); round++) {
        try (Target nullServer = targets.start(TargetKind.NULL)) {
          ofNull.add(rounds.run(nullServer, true, "just-started", rehearsed));
        }
        try (Target target = targets.start(kind)) {
          results.add(rounds.run(target, false, "just-started", rehearsed));
        }
      }
    }
    String title = "200/s over HTTP at once, the first " + JUST_STARTED.toSeconds() + " s";
    rounds.add(Table.START, title + ": p50", Figure.DELIVERY_MEDIAN, results, ofNull);
    rounds.add(Table.START, title + ": p99", Figure.DELIVERY_P99, results, ofNull);
  }

  private static List<String> with(List<String> args, String last) {
    List<String> all = new ArrayList<>(args);
    all.add(last);
    return all;
  }
}
