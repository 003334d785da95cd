package io.crossim.benchmark.command;

import io.crossim.benchmark.report.Part;
import io.crossim.benchmark.report.PerformanceReport;
import io.crossim.benchmark.report.ReportSettings;
import io.crossim.benchmark.report.SourceTree;
import io.crossim.benchmark.report.TargetKind;
import io.crossim.benchmark.result.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The standard set, from nothing to a page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the single process and a local cluster, and writes the page about them.",
      "It starts them by itself. All of it takes more than an hour; --quick takes some minutes."
    })
public final class ReportCommand implements Callable<Integer> {

  private static final Duration QUICK_WARM_UP = Duration.ofSeconds(1);
  private static final Duration QUICK_LEAD = Duration.ofMillis(200);
  private static final Duration QUICK_TIME = Duration.ofMillis(500);
  private static final int QUICK_USERS = 200;
  private static final int QUICK_SCALE = 1_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "parts of it: ${COMPLETION-CANDIDATES}, in any case (default: all)")
  private Set<Part> only = EnumSet.allOf(Part.class);

  @Option(
      names = "--targets",
      split = ",",
      paramLabel = "TARGET",
      defaultValue = "single,cluster",
      description =
          "targets to measure: ${COMPLETION-CANDIDATES}, in any case (default: ${DEFAULT-VALUE});"
              + " null measures the null server against itself")
  private Set<TargetKind> targets = EnumSet.noneOf(TargetKind.class);

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "rounds, of which the median is shown (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "30s",
      description = "for each transport, before the first measure (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration warmUp = Duration.ofSeconds(30);

  @Option(
      names = "--lead",
      defaultValue = "3s",
      description = "load before each round (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration lead = Duration.ofSeconds(3);

  @Option(
      names = "--time",
      defaultValue = "10s",
      description = "length of each round (default: ${DEFAULT-VALUE})",
      converter = TimeConverter.class)
  private Duration time = Duration.ofSeconds(10);

  @Option(
      names = "--max-users",
      defaultValue = "15000",
      description = "the most users online at once (default: ${DEFAULT-VALUE})")
  private int maxUsers;

  @Option(
      names = "--max-scale",
      defaultValue = "100000",
      description = "the most accounts and stored messages (default: ${DEFAULT-VALUE})")
  private int maxScale;

  @Option(
      names = "--quick",
      description = "one short round with few users: whether everything works, no figures")
  private boolean quick;

  @Option(names = "--java", description = "another JDK, or its java, for what is measured")
  private @Nullable Path java;

  @Option(
      names = "--before",
      paramLabel = "JAR",
      description =
          "cim-standalone of another commit: with --only members, private messages of the present one"
              + " are compared with those of that one")
  private @Nullable Path before;

  @Option(names = "--output", description = "the page (default: doc/performance.md)")
  private @Nullable Path output;

  @Option(names = "--pictures", description = "where plots go (default: pic/performance)")
  private @Nullable Path pictures;

  @Option(names = "--json", description = "write all results to this file too")
  private @Nullable Path json;

  @Override
  public Integer call() throws InterruptedException {
    ReportSettings settings = settings(SourceTree.root());
    boolean whole = new PerformanceReport(settings, new CommandTool(), main()).write();
    Output.note("written: " + settings.page());
    return whole ? 0 : 1;
  }

  private ReportSettings settings(Path root) {
    return new ReportSettings(
        root,
        java(),
        only,
        targets,
        quick ? 1 : Math.max(1, rounds),
        quick ? QUICK_WARM_UP : warmUp,
        quick ? QUICK_LEAD : lead,
        quick ? QUICK_TIME : time,
        quick ? QUICK_USERS : maxUsers,
        quick ? QUICK_SCALE : maxScale,
        before,
        output == null ? root.resolve("doc/performance.md") : output,
        pictures == null ? root.resolve("pic/performance") : pictures,
        json,
        "./cim bench " + asked());
  }

  private Path java() {
    Path given = java == null ? Path.of(System.getProperty("java.home")) : java;
    return Files.isDirectory(given) ? given.resolve("bin").resolve("java") : given;
  }

  /** What the user typed, without the paths of their machine. */
  private String asked() {
    String typed =
        String.join(
            " ",
            Objects.requireNonNull(spec).commandLine().getParent().getParseResult().originalArgs());
    return typed.replaceAll(" --(java|before|output|pictures|json)[ =]\\S+", "");
  }

  private String main() {
    return Objects.requireNonNull(spec).root().userObject().getClass().getName();
  }
}
