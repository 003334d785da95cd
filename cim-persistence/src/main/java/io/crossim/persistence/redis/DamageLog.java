package io.crossim.persistence.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Tells the log about things of one kind that cannot be used, about each once a minute. Any thread
 * may call.
 */
@Slf4j
@RequiredArgsConstructor
public final class DamageLog {

  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** When more are broken at once, the log has enough of them. */
  private static final int MOST = 1_000;

  private final InstantSource clock;

  /** What they are, such as {@code the inbox of user}. */
  private final String kind;

  /** When one was told about, the oldest first. Guarded by this. */
  private final Map<String, Long> reportedAt = new LinkedHashMap<>();

  /**
   * @param words the key, and what is wrong with it in Redis's words
   */
  public void tell(String name, String words) {
    if (isNews(name, clock.millis())) {
      log.warn("{} {} cannot be used: {}", kind, name, words);
    }
  }

  private synchronized boolean isNews(String name, long now) {
    reportedAt.values().removeIf(at -> now - at >= SILENCE.toMillis());
    return reportedAt.size() < MOST && reportedAt.putIfAbsent(name, now) == null;
  }
}
