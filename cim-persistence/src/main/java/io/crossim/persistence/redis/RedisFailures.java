package io.crossim.persistence.redis;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.dao.DataAccessException;

/**
 * Turns the failures of calls into the exceptions of the stores: a plain sentence as the message,
 * Redis's own words in the cause. The log is told these words too, of each {@link RedisTrouble}
 * once a minute. Any thread may call.
 */
@Slf4j
@RequiredArgsConstructor
final class RedisFailures {

  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final LongSupplier ticker;

  /** When the log was told of a trouble. Guarded by this. */
  private final Map<RedisTrouble, Long> reportedAt = new EnumMap<>(RedisTrouble.class);

  /**
   * The failure as the maker of a call is told it.
   *
   * @param timeout how long the call might take
   */
  CimException of(Throwable failure, Duration timeout) {
    Throwable bare =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (bare instanceof CimException known) {
      return known;
    }
    if (bare instanceof TimeoutException) {
      return new UnavailableException(
          "Redis did not answer within " + timeout.toMillis() + " ms", bare);
    }
    if (bare instanceof CancellationException) {
      return new UnavailableException("Redis: the connection was lost during the call", bare);
    }
    String words = rootMessage(bare);
    RedisTrouble trouble = RedisTrouble.of(words);
    if (trouble == RedisTrouble.OTHER && isAboutConnection(bare)) {
      return new UnavailableException("Redis cannot be reached", bare);
    }
    if (isNews(trouble)) {
      log.warn("{}: {}", trouble.sentence(), words);
    }
    return new UnavailableException(trouble.sentence(), bare);
  }

  private static boolean isAboutConnection(Throwable failure) {
    return failure instanceof RedisException && !(failure instanceof RedisCommandExecutionException)
        || failure instanceof DataAccessException;
  }

  private synchronized boolean isNews(RedisTrouble trouble) {
    long now = ticker.getAsLong();
    Long before = reportedAt.get(trouble);
    if (before != null && now - before < SILENCE.toNanos()) {
      return false;
    }
    reportedAt.put(trouble, now);
    return true;
  }

  /** Redis's own words stand deepest: a wrong password, a replica that takes no writes. */
  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
