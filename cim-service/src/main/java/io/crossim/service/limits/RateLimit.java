package io.crossim.service.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * So many of a kind for each key and time, and twice as many at once after a pause. Any thread;
 * never blocks. Keys that fall silent are forgotten when they may do everything again.
 */
public final class RateLimit<K> {

  /** Beyond it the longest silent keys are forgotten early: memory is bounded for any callers. */
  private static final int MAX_KEYS = 100_000;

  private static final int BURST = 2;

  private final String property;
  private final String sentence;
  private final Refusals refusals;
  private final @Nullable LoadingCache<K, Bucket> buckets;

  /**
   * @param property that sets it, for the log
   * @param permits 0 for no limit
   * @param sentence that refused callers get
   */
  public RateLimit(
      String property, int permits, Duration period, String sentence, Refusals refusals) {
    this(property, permits, period, sentence, refusals, Ticker.systemTicker());
  }

  RateLimit(
      String property,
      int permits,
      Duration period,
      String sentence,
      Refusals refusals,
      Ticker ticker) {
    this.property = property;
    this.sentence = sentence;
    this.refusals = refusals;
    refusals.declare(property);
    this.buckets = permits == 0 ? null : buckets(permits, period, ticker);
  }

  private static <K> LoadingCache<K, Bucket> buckets(int permits, Duration period, Ticker ticker) {
    TimeMeter meter = new Meter(ticker);
    return Caffeine.newBuilder()
        .maximumSize(MAX_KEYS)
        .expireAfterAccess(period.multipliedBy(BURST))
        .ticker(ticker)
        .build(
            key ->
                Bucket.builder()
                    .addLimit(
                        limit ->
                            limit.capacity((long) permits * BURST).refillGreedy(permits, period))
                    .withCustomTimePrecision(meter)
                    .build());
  }

  /**
   * All of them or none.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT} when they are too many
   */
  public void take(K key, int count, ClientAddress from) {
    if (buckets != null && !buckets.get(key).tryConsume(count)) {
      refusals.count(property, count, from);
      throw new CimException(ResultCode.REQUEST_LIMIT, sentence);
    }
  }

  /** Those that were taken turn out not to count: they may be taken again. */
  public void giveBack(K key, int count) {
    if (buckets != null) {
      buckets.get(key).addTokens(count);
    }
  }

  /** Returns how many of them may go on; the others are refused. */
  public int takeUpTo(K key, int count, ClientAddress from) {
    if (buckets == null || count == 0) {
      return count;
    }
    int taken = (int) buckets.get(key).tryConsumeAsMuchAsPossible(count);
    if (taken < count) {
      refusals.count(property, count - taken, from);
    }
    return taken;
  }

  private record Meter(Ticker ticker) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return ticker.read();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
