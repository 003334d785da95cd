package io.crossim.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

  @TempDir private Path directory;

  @Test
  void theNullServerIsComparedWithItself() throws Exception {
    int code = report("--targets=null", "--only=p2p,group,members,login,vanish,storm,scale");

    String page = page();
    assertThat(page).contains("| another null server | of the null server |");
    assertThat(page).contains("| private messages over TCP, 512 in flight |");
    assertThat(page).contains("| of the other | asked for |").contains("in a group of 100, all online");
    assertThat(page)
        .containsPattern("messages to everyone \\| [0-9,]+/s \\| [0-9]+ % of .* \\| at least 40 % \\|");
    assertThat(page)
        .containsPattern("against those of no group, CPU of each \\| [0-9,.]+ µs \\| [0-9]");
    assertThat(page).containsPattern("200 members added by one call \\| [0-9,.]+ ms \\|  \\| at most 200 ms");
    assertThat(page).contains("*Not part of this run.*").doesNotContain("{{");
    assertThat(page).contains("## What failed\n\nNothing.");
    assertThat(page).contains("(pictures/p2p-200-null.svg)");
    assertThat(directory.resolve("pictures/p2p-200-null.svg")).isNotEmptyFile();
    JsonNode raw = JsonMapper.builder().build().readTree(directory.resolve("raw.json").toFile());
    assertThat(raw.path("runs").size()).isGreaterThan(10);
    assertThat(code).isZero();
  }

  @Test
  void whatFailsIsToldInThePage() throws Exception {
    int code = report("--targets=null", "--only=login", "--java=" + directory.resolve("no-java"));

    assertThat(code).isEqualTo(1);
    assertThat(page()).contains("null server, start: null-server cannot be started");
    assertThat(page()).contains("see [what failed](#what-failed)");
  }

  @Test
  void thePathsOfAMachineAreNoPartOfTheCommand() throws Exception {
    report("--targets=null", "--only=login", "--java=" + directory.resolve("no-java"));

    assertThat(page()).contains("./cim bench report --quick --targets=null --only=login\n");
  }

  private int report(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "report",
                "--quick",
                "--output=" + directory.resolve("performance.md"),
                "--pictures=" + directory.resolve("pictures"),
                "--json=" + directory.resolve("raw.json")));
    all.addAll(List.of(options));
    return CimBenchmark.run(all.toArray(String[]::new));
  }

  private String page() throws IOException {
    return Files.readString(directory.resolve("performance.md"));
  }
}
