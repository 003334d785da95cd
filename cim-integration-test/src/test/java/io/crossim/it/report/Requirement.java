package io.crossim.it.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test may need and a machine may lack. CIM_REQUIRE lists those that must not be missing.
 */
public enum Requirement {
  DOCKER,
  MYSQL,
  POSTGRES,
  REDIS_CLUSTER,
  NODE;

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Skips the test, notes why, or fails it if CIM_REQUIRE names this.
   *
   * @return never
   */
  public RuntimeException missing(String reason) {
    RunReport.skipped(this, reason);
    if (isDemanded()) {
      throw new AssertionError("CIM_REQUIRE names " + key() + ": " + reason);
    }
    Assumptions.abort(key() + ": " + reason);
    throw new AssertionError("aborted");
  }

  private boolean isDemanded() {
    String demanded = Optional.ofNullable(System.getenv("CIM_REQUIRE")).orElse("");
    return Arrays.stream(demanded.split(",")).map(String::trim).anyMatch(key()::equals);
  }
}
