package io.crossim.benchmark.report;

import io.crossim.benchmark.report.Measure.Column;
import java.util.List;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;

/**
 * Measures what groups with members cost, each beside what it is to be compared with on the same
 * target and in the same round.
 */
@RequiredArgsConstructor
final class MembersCheck {

  private static final int GROUP = 100;

  /** With the sender the group is as large as it may be by default. */
  private static final int LARGE_GROUP = 499;

  private static final int ONLINE = 10;
  private static final int GROUPS = 50;
  private static final int LOGGING_IN = 500;
  private static final int PAGE = 50;

  private final ReportSettings settings;
  private final Rounds rounds;
  private final Target target;
  private final Target nullServer;

  void run() throws InterruptedException {
    int group = settings.users(GROUP);
    compare(
        "deliveries in a group of %d, all online, against messages to everyone".formatted(group),
        List.of(Figure.DELIVERED),
        "members --users=" + group,
        "group --v3 --users=" + group);
    compare(
        "deliveries in a group of %d, all online, against private messages over TCP"
            .formatted(group),
        List.of(Figure.CPU),
        "members --users=" + group,
        "p2p --transport=TCP --in-flight=" + group);
    rounds.attempt("a large group", this::largeGroup);
    int users = settings.users(LOGGING_IN);
    compare(
        "logins of members of %d groups, against those of no group".formatted(GROUPS),
        List.of(Figure.LOGINS, Figure.CPU),
        "login --users=" + users + " --groups=" + GROUPS,
        "login --users=" + users);
    String history = "history --limit=" + PAGE;
    String pages = "pages of %d messages, against the null server".formatted(PAGE);
    rounds.attempt(
        pages, () -> compared(pages, List.of(Figure.PAGES), history, history, nullServer));
  }

  private void largeGroup() {
    int users = settings.users(LARGE_GROUP);
    List<JsonNode> results =
        compared(
            "deliveries in a group of %d, %d online, against a group of %d"
                .formatted(users, ONLINE, ONLINE),
            List.of(Figure.CPU),
            "members --users=" + users + " --online=" + ONLINE,
            "members --users=" + ONLINE,
            target);
    rounds.add(
        Table.MEMBERS, users + " members added by one call", Figure.ADDED, results, List.of());
  }

  private void compare(String title, List<Figure> figures, String measured, String other)
      throws InterruptedException {
    rounds.attempt(title, () -> compared(title, figures, measured, other, target));
  }

  private List<JsonNode> compared(
      String title, List<Figure> figures, String measured, String other, Target otherTarget) {
    Column[] columns =
        figures.stream().map(figure -> new Column(Table.MEMBERS, figure)).toArray(Column[]::new);
    return rounds.compare(
        Measure.of(title, measured, columns), target, Measure.of(title, other), otherTarget);
  }
}
