package io.crossim.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the tests of the library, which are JavaScript, and checks its types and its size. */
class JavaScriptTest {

  /** The most bytes of the library with all that it loads at once, minified and gzipped. */
  private static final int MOST_BYTES = 10 * 1_024;

  private static final String WEBJARS = "META-INF/resources/webjars/";

  @BeforeAll
  static void thereIsNode() throws IOException, InterruptedException {
    Node.require();
  }

  @Test
  void everyTestOfTheLibraryPasses() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--test"));
    try (Stream<Path> files = Files.list(Path.of("test"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".test.js")).forEach(arguments::add);
    }
    Node.Result result = Node.run(arguments);
    assertThat(result.output()).contains("# fail 0");
    assertThat(result.status()).isZero();
    assertThat(result.output()).containsPattern("# pass [1-9]\\d{2}");
  }

  @Test
  void theTypesAreRight() throws IOException, InterruptedException {
    Path typescript = unpacked("typescript", "lib");
    Node.Result result = Node.run(List.of(typescript.resolve("lib/tsc.js").toString(), "-p", "."));
    assertThat(result.output()).isEmpty();
    assertThat(result.status()).isZero();
  }

  @Test
  void whatAPageLoadsIsSmall() throws IOException, InterruptedException {
    Path terser = unpacked("terser", "dist").resolve("dist/bundle.min.js");
    Node.Result result =
        Node.run(List.of("tools/size.js", terser.toString(), "src/index.js", "src/tabs.js"));
    Map<String, Integer> sizes = new HashMap<>();
    Matcher line = Pattern.compile("(\\S+) (\\d+) \\d+\n").matcher(result.output());
    while (line.find()) {
      sizes.put(line.group(1), Integer.parseInt(line.group(2)));
    }
    assertThat(sizes).as(result.output()).containsKeys("index.js", "tabs.js");
    assertThat(sizes.get("index.js")).isLessThanOrEqualTo(MOST_BYTES);
  }

  /** A part of a package of npm, as files. */
  private static Path unpacked(String name, String part) throws IOException {
    Path target = Files.createDirectories(Path.of("target", "npm", name));
    Files.writeString(target.resolve("package.json"), "{}"); // else node takes its files for modules
    URL jar = Thread.currentThread().getContextClassLoader().getResource(WEBJARS + name);
    assertThat(jar).as(name).isNotNull();
    try (FileSystem files = FileSystems.newFileSystem(URI.create(jar.toString()), Map.of());
        Stream<Path> versions = Files.list(files.getPath(WEBJARS + name))) {
      copy(versions.findFirst().orElseThrow().resolve(part), target.resolve(part));
    }
    return target;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream content = Files.newInputStream(file)) {
          Files.copy(
              content,
              to.resolve(file.getFileName().toString()),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
