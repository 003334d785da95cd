package io.crossim.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The browser of the system, which a machine may lack: then the tests are skipped, unless {@code
 * CIM_REQUIRE} names it.
 */
final class Chromium implements AutoCloseable {

  private static final Path PROGRAM =
      Path.of(System.getProperty("cim.chromium", "/usr/bin/chromium"));

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright) {
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of("--no-sandbox", "--font-render-hinting=none")));
  }

  static Chromium launch() {
    require();
    PlaywrightAssertions.setDefaultAssertionTimeout(Visitor.PATIENCE_MS);
    return new Chromium(
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
  }

  private static void require() {
    if (Files.isExecutable(PROGRAM)) {
      return;
    }
    String reason =
        "there is no " + PROGRAM + " (apt-get install chromium, or -Dcim.chromium=PATH)";
    String demanded = Optional.ofNullable(System.getenv("CIM_REQUIRE")).orElse("");
    if (Arrays.asList(demanded.split("\\s*,\\s*")).contains("chromium")) {
      throw new AssertionError("CIM_REQUIRE names chromium: " + reason);
    }
    System.out.println("skipped for want of chromium: the tests of cim-web-test; " + reason);
    Assumptions.abort(reason);
  }

  /** A browser profile of its own, with one tab. */
  Visitor visitor(String url, Look look) {
    return new Visitor(browser.newContext(look.options()), url);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
