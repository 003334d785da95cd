package io.crossim.benchmark.report;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Measures what groups with members cost, each beside what it is to be compared with in the same
 * round, and says what is asked of it. There is much to compare, so its rounds are short.
 */
final class MembersCheck {

  /** For each load, before the first measure. */
  private static final Duration WARM_UP = Duration.ofSeconds(6);

  private static final Duration LEAD = Duration.ofSeconds(1);
  private static final Duration TIME = Duration.ofSeconds(2);

  private static final int GROUP = 100;

  /** With the sender the group is as large as it may be by default. */
  private static final int LARGE_GROUP = 499;

  private static final int ONLINE = 10;
  private static final int GROUPS = 50;
  private static final int LOGGING_IN = 200;
  private static final String HISTORY = "history --limit=50";

  private final ReportSettings settings;
  private final Rounds rounds;
  private final Targets targets;
  private final Target target;
  private final Target nullServer;

  MembersCheck(
      ReportSettings whole, Rounds rounds, Targets targets, Target target, Target nullServer) {
    this.settings = shortened(whole);
    this.rounds = rounds.under(settings);
    this.targets = targets;
    this.target = target;
    this.nullServer = nullServer;
  }

  /** The lengths of its rounds. */
  static ReportSettings shortened(ReportSettings whole) {
    return whole.shortened(WARM_UP, LEAD, TIME);
  }

  void run() throws InterruptedException {
    int users = settings.users(GROUP);
    String group = "members --users=" + users;
    String everyone = "group --v3 --users=" + users;
    String privates = "p2p --transport=TCP --in-flight=" + users;
    String logins = "login --users=" + settings.users(LOGGING_IN);
    rounds.attempt(
        "warm-up of groups",
        () -> {
          for (String load : List.of(privates, everyone, group, logins, HISTORY)) {
            rounds.warmUp(target, load, settings.warmUp());
          }
          rounds.warmUp(nullServer, HISTORY, settings.warmUp());
        });
    Path before = settings.before();
    if (before != null) {
      rounds.attempt("another commit", () -> before(before));
    }
    rounds.attempt("a group, all online", () -> group(users, group, everyone, privates));
    rounds.attempt("a large group", this::largeGroup);
    rounds.attempt("logins of members", () -> logins(logins));
    rounds.attempt("pages of a history", this::pages);
  }

  /** The same process of another commit, which is a single one. */
  private void before(Path jar) throws InterruptedException {
    try (Target other = targets.single(jar)) {
      for (String load : List.of("p2p --transport=TCP --in-flight=512", "p2p --in-flight=64")) {
        rounds.warmUp(other, load, settings.warmUp());
        rounds.warmUp(target, load, settings.warmUp());
        Measured measured = inTurn(load, target, load, other);
        String way = load.contains("TCP") ? "over TCP, 512 in flight" : "over HTTP, 64 in flight";
        add(
            "private messages " + way + ", against another commit",
            Figure.DELIVERED,
            measured,
            "at least 95 %");
      }
    }
  }

  private void group(int users, String group, String everyone, String privates) {
    List<JsonNode> results = new ArrayList<>();
    List<JsonNode> toEveryone = new ArrayList<>();
    List<JsonNode> toOne = new ArrayList<>();
    for (int round = 1; round <= settings.rounds(); round++) {
      toEveryone.add(rounds.loaded(everyone, target, /* ofNull= */ false));
      results.add(rounds.loaded(group, target, /* ofNull= */ false));
      toOne.add(rounds.loaded(privates, target, /* ofNull= */ false));
    }
    String title = "deliveries in a group of " + users + ", all online, against ";
    add(
        title + "messages to everyone",
        Figure.DELIVERED,
        new Measured(results, toEveryone),
        "at least 40 %");
    add(
        title + "private messages over TCP",
        Figure.CPU,
        new Measured(results, toOne),
        "at most 0.6 ×");
  }

  private void largeGroup() {
    int users = settings.users(LARGE_GROUP);
    String large = "members --users=" + users + " --online=" + ONLINE;
    Measured measured = inTurn(large, target, "members --users=" + ONLINE, target);
    add(
        "deliveries in a group of %d, %d online, against a group of %d"
            .formatted(users, ONLINE, ONLINE),
        Figure.CPU,
        measured,
        "at most 5 ×");
    add(
        users + " members added by one call",
        Figure.ADDED,
        new Measured(measured.results(), List.of()),
        "at most " + users + " ms");
  }

  private void logins(String logins) {
    Measured measured = inTurn(logins + " --groups=" + GROUPS, target, logins, target);
    String title = "logins of members of " + GROUPS + " groups, against those of no group";
    add(title, Figure.LOGINS, measured, "at least 67 %");
    add(title, Figure.CPU, measured, "at most 1.5 ×");
  }

  private void pages() {
    add(
        "pages of 50 messages, against the null server",
        Figure.PAGES,
        inTurn(HISTORY, target, HISTORY, nullServer),
        "at least 40 %");
  }

  /** Results of a load, and of what it is compared with; empty for nothing. */
  private record Measured(List<JsonNode> results, List<JsonNode> others) {}

  private Measured inTurn(String load, Target on, String other, Target otherTarget) {
    Measured measured = new Measured(new ArrayList<>(), new ArrayList<>());
    for (int round = 1; round <= settings.rounds(); round++) {
      measured.others.add(rounds.loaded(other, otherTarget, otherTarget == nullServer));
      measured.results.add(rounds.loaded(load, on, /* ofNull= */ false));
    }
    return measured;
  }

  private void add(String title, Figure figure, Measured measured, String asked) {
    rounds.add(Table.MEMBERS, title, figure, measured.results, measured.others, asked);
  }
}
