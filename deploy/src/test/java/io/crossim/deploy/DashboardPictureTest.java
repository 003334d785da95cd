package io.crossim.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What draws the dashboard where no Grafana is knows each kind of panel that is on it. */
class DashboardPictureTest {

  private static final Path GRAFANA = Path.of("grafana");
  private static final String END = "1700000000";

  private static final String ANSWER =
      """
      {"data": {"result": [{"metric": {"instance": "one"},
        "values": [[1699999900, "1"], [1699999915, "NaN"], [1699999930, "0"], [1699999945, "0"]]}]}}
      """;

  @TempDir private Path directory;

  @Test
  void everyPanelIsDrawn() throws Exception {
    assumeThat(hasPython()).as("there is a python3").isTrue();
    HttpServer prometheus =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    prometheus.createContext(
        "/api/v1/query_range",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(ANSWER.getBytes(UTF_8));
          }
        });
    prometheus.start();
    try {
      String picture = draw("http://127.0.0.1:" + prometheus.getAddress().getPort());

      assertThat(picture).endsWith("</svg>\n").doesNotContain("No data");
      assertThat(titles()).hasSizeGreaterThan(30).allSatisfy(t -> assertThat(picture).contains(t));
    } finally {
      prometheus.stop(0);
    }
  }

  private static boolean hasPython() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "python3")));
  }

  private String draw(String prometheus) throws IOException, InterruptedException {
    Path picture = directory.resolve("dashboard.svg");
    Path tool = GRAFANA.resolve("draw-dashboard.py");
    Process drawing =
        new ProcessBuilder("python3", tool.toString(), "--prometheus", prometheus, "--end", END)
            .redirectOutput(picture.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(drawing.waitFor(1, TimeUnit.MINUTES)).as("drawn in a minute").isTrue();
      assertThat(drawing.exitValue()).isZero();
    } finally {
      drawing.destroy();
    }
    return Files.readString(picture);
  }

  @SuppressWarnings("unchecked")
  private static List<String> titles() throws IOException {
    Map<String, List<Map<String, String>>> dashboard =
        new Yaml().load(Files.readString(GRAFANA.resolve("cim-dashboard.json")));
    return dashboard.get("panels").stream().map(panel -> panel.get("title")).toList();
  }
}
