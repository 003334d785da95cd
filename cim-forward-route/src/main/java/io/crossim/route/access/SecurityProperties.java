package io.crossim.route.access;

import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code cim.security.*}.
 *
 * @param accounts whether there may be accounts without a password
 * @param tokenTime for how long a token is valid
 * @param pushKeys with one of these an application sends as the system, without being a user
 */
public record SecurityProperties(
    @DefaultValue("open") AccountMode accounts,
    @DefaultValue("1h") Duration tokenTime,
    @DefaultValue List<String> pushKeys) {

  private static final int LEAST_KEY = 16;
  private static final Duration LEAST_TIME = Duration.ofMinutes(1);
  private static final Duration MOST_TIME = Duration.ofDays(30);

  public SecurityProperties {
    if (tokenTime.compareTo(LEAST_TIME) < 0 || tokenTime.compareTo(MOST_TIME) > 0) {
      throw CimException.invalid("cim.security.token-time", tokenTime, "1m to 30d");
    }
    if (pushKeys.stream().anyMatch(key -> key.length() < LEAST_KEY)) {
      throw CimException.invalid(
          "cim.security.push-keys",
          "a key that is too short",
          "keys of at least " + LEAST_KEY + " characters");
    }
    pushKeys = List.copyOf(pushKeys);
  }

  /** Leaves the keys out. */
  @Override
  public String toString() {
    return "SecurityProperties[accounts=" + accounts + ", tokenTime=" + tokenTime + "]";
  }
}
