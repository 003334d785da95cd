package io.crossim.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The Helm chart, or a copy of it. */
record Chart(Path directory) {

  static final Path EXAMPLES = Path.of("helm", "examples");
  static final Chart CIM = new Chart(Path.of("helm", "cim"));

  /** Helm as a library takes the cluster for a very old one otherwise. */
  private static final String KUBERNETES = "1.34.0";

  /** Between two documents of a rendered chart. */
  private static final Pattern END = Pattern.compile("(?m)^---\\s*$");

  LintResult lint() {
    return new Helm(directory).lint().strict().quiet().call();
  }

  /** Everything that the chart makes of its defaults and these values. */
  List<Manifest> render(Path... values) {
    return renderFor(List.of(), values);
  }

  /** The same in a cluster where these Secrets are. */
  List<Manifest> renderFor(List<Manifest> secrets, Path... values) {
    TemplateCommand command =
        new Helm(directory)
            .template()
            .withName("cim")
            .withNamespace("im")
            .withKubeVersion(KUBERNETES);
    for (Path file : values) {
      command.withValuesFile(file);
    }
    String rendered;
    try (ApiServer cluster = ApiServer.with(secrets)) {
      rendered = command.call();
    }
    return END.splitAsStream(rendered)
        .map(Manifest::parse)
        .filter(manifest -> !manifest.content().isEmpty())
        .toList();
  }
}
