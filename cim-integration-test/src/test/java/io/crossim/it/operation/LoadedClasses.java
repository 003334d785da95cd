package io.crossim.it.operation;

import io.crossim.cluster.CimProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The classes of CIM that a process has loaded. */
final class LoadedClasses {

  /** Ends before the address of a hidden class and the number of its lambda. */
  private static final Pattern OURS = Pattern.compile("io\\.crossim\\.[\\w.$]*\\w");

  private LoadedClasses() {}

  static Set<String> of(CimProcess process) {
    String pid = Long.toString(process.process().pid());
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), pid, "VM.class_hierarchy")
              .redirectErrorStream(true)
              .start();
      try (InputStream answer = asked.getInputStream()) {
        String classes = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        return OURS.matcher(classes).results().map(MatchResult::group).collect(Collectors.toSet());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
