package io.crossim.benchmark.command;

import io.crossim.benchmark.load.HistoryReader;
import io.crossim.benchmark.load.HttpLine;
import io.crossim.benchmark.load.LoadGroup;
import io.crossim.benchmark.load.LoadGroups;
import io.crossim.benchmark.load.Measurement;
import io.crossim.benchmark.load.Route;
import io.crossim.benchmark.load.Users;
import io.crossim.benchmark.process.CpuWatch;
import io.crossim.benchmark.result.Result;
import io.crossim.benchmark.transport.Loops;
import io.crossim.route.api.Account;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Members read a group's log, a closed loop. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Members of a group read its log by /history, page by page from its end to its beginning and",
      "then again, a closed loop. Every page is checked for the messages that it has to have. The",
      "group is dismissed in the end."
    })
public final class HistoryCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int LARGEST_PAGE = 100;
  private static final int MOST_MESSAGES = 100_000;
  private static final int MOST_IN_FLIGHT = 1_000;

  /** So many of them fill a page: an answer has at most 256 KB. */
  private static final int LARGEST_TEXT = 2_000;

  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private PhaseOptions phases = new PhaseOptions();
  @Mixin private TextOptions texts = new TextOptions();

  @Option(
      names = "--limit",
      defaultValue = "50",
      description = "messages of a page, 1 to 100 (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(
      names = "--messages",
      defaultValue = "1000",
      description = "messages in the log (default: ${DEFAULT-VALUE})")
  private int messages;

  @Option(
      names = "--users",
      defaultValue = "32",
      description = "members who read (default: ${DEFAULT-VALUE})")
  private int users;

  @Option(
      names = "--in-flight",
      defaultValue = "64",
      description =
          "pages that were asked for, each over a line of its own (default: ${DEFAULT-VALUE})")
  private int inFlight;

  @Override
  public Integer call() throws InterruptedException {
    Bounds.check(command, "--limit", limit, 1, LARGEST_PAGE);
    Bounds.check(command, "--messages", messages, limit, MOST_MESSAGES);
    Bounds.check(command, "--users", users, 1, LoadGroups.MOST_ADDED);
    Bounds.check(command, "--in-flight", inFlight, 1, MOST_IN_FLIGHT);
    Bounds.check(command, "--size", texts.size(), 1, LARGEST_TEXT);
    Measurement measurement = new Measurement(1);
    LongAdder wrong = new LongAdder();
    CpuWatch cpu = phases.watch();
    try (Loops loops = run.loops();
        LoadGroups groups = new LoadGroups(run.route(), loops)) {
      Users all = new Users(new Route(run.route(), loops, Route.USUAL_CONNECTIONS));
      List<Account> accounts = all.register(users + 1);
      List<LoadGroup> made = groups.create(accounts.get(users), 1);
      groups.add(made, accounts.subList(0, users));
      LoadGroup group = made.get(0);
      long last = groups.post(group, messages, texts.size());
      HistoryReader.Log log = new HistoryReader.Log(last - messages + 1, last);
      for (int i = 0; i < inFlight; i++) {
        HttpLine line = new HttpLine(run.route(), loops);
        long reader = accounts.get(i % users).userId();
        new HistoryReader(reader, group.id(), limit, log, line, measurement, wrong).start();
      }
      phases.pass(measurement, measurement::answerCount, cpu);
      measurement.awaitAnswers(PATIENCE);
    }
    Result result =
        new Result("history")
            .put("limit", limit)
            .put("inFlight", inFlight)
            .rate("pagesPerSecond", measurement.answerCount(), measurement.nanos())
            .put("refused", measurement.refusals())
            .put("wrong", wrong.sum())
            .latency("answerMs", measurement.answerTimes());
    cpu.put(result, "cpuMicrosPerPage", measurement.answerCount());
    run.publish(result);
    return measurement.refusals() + wrong.sum() == 0 ? 0 : 1;
  }
}
