package io.crossim.web.browser;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One CIM and one browser for all tests of a class; every test brings people of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

  private @Nullable Chromium browser;
  private @Nullable SingleProcess process;

  @BeforeAll
  void startBoth(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    browser = Chromium.launch();
    process = new SingleProcess(directory).start();
  }

  @AfterAll
  void stopBoth() {
    if (browser != null) {
      browser.close();
    }
    if (process != null) {
      process.close();
    }
  }

  final SingleProcess cim() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  final Visitor visitor() {
    return visitor(Look.USUAL);
  }

  final Visitor visitor(Look look) {
    if (browser == null) {
      throw new IllegalStateException("not started");
    }
    return browser.visitor(cim().url(), look);
  }
}
