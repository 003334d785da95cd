package io.crossim.route.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The document that a browser gets at {@code /}: it names all other files by the digest of their
 * content. Its one inline script says where the modules are, and has its hash in the policy.
 */
final class IndexPage {

  private static final String MAIN = "main.js";

  /** What import statements call the modules of others. */
  static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.of(
              "preact", "lib/preact.js",
              "preact/hooks", "lib/hooks.js",
              "htm", "lib/htm.js",
              "@crossim/client", "sdk/index.js",
              "@crossim/client/tabs", "sdk/tabs.js"));

  private final PageFile file;
  private final String scriptHash;
  private final Set<String> firstModules;

  IndexPage(PageFiles files) {
    String base = "web/" + files.digest() + "/";
    String imports =
        NAMES.entrySet().stream()
            .map(name -> "\"" + name.getKey() + "\":\"./" + base + name.getValue() + "\"")
            .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    this.scriptHash = hash(imports);
    this.firstModules = ModuleGraph.from(MAIN, files, NAMES);
    String preloads =
        firstModules.stream()
            .filter(path -> !path.equals(MAIN))
            .map(path -> "<link rel=\"modulepreload\" href=\"" + base + path + "\">")
            .collect(Collectors.joining("\n    "));
    String html =
        files
            .text("index.html")
            .replace("{base}", base)
            .replace("{imports}", imports)
            .replace("{preloads}", preloads);
    this.file = PageFile.of("index.html", html.getBytes(UTF_8));
  }

  private static String hash(String script) {
    byte[] digest = Hashing.sha256().hashString(script, UTF_8).asBytes();
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  PageFile file() {
    return file;
  }

  /** The inline script, as a content security policy names it. */
  String scriptHash() {
    return scriptHash;
  }

  /** The modules that are loaded before the page can be seen. */
  Set<String> firstModules() {
    return firstModules;
  }
}
