package io.crossim.persistence.inbox.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Tells the log about inboxes that cannot be used, about each once a minute. Any thread may call.
 */
@Slf4j
@RequiredArgsConstructor
final class BrokenInboxLog {

  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** When more are broken at once, the log has enough of them. */
  private static final int MAX_USERS = 1_000;

  private final InstantSource clock;

  /** When a user was told about, the oldest first. Guarded by this. */
  private final Map<Long, Long> reportedAt = new LinkedHashMap<>();

  /**
   * @param words the key, and what is wrong with it in Redis's words
   */
  void tell(long userId, String words) {
    if (isNews(userId, clock.millis())) {
      log.warn("the inbox of user {} cannot be used: {}", userId, words);
    }
  }

  private synchronized boolean isNews(long userId, long now) {
    reportedAt.values().removeIf(at -> now - at >= SILENCE.toMillis());
    return reportedAt.size() < MAX_USERS && reportedAt.putIfAbsent(userId, now) == null;
  }
}
