package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.persistence.inbox.InboxLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where messages are kept, {@code cim.inbox.*}.
 *
 * @param maxAge older messages are dropped, read or not; {@code
 *     offline.store.redis.expire.message-ttl-days} is its older name
 * @param maxLength the most messages of one user
 * @param maxBytes the most bytes of these messages
 */
@ConfigurationProperties("cim.inbox")
record InboxProperties(
    @DefaultValue("redis") Store store,
    @DefaultValue("30d") Duration maxAge,
    @DefaultValue("100000") int maxLength,
    @DefaultValue("256MB") DataSize maxBytes,
    @DefaultValue Redis redis,
    @DefaultValue Embedded embedded) {

  private static final DataSize LEAST_BYTES = DataSize.ofMegabytes(1);
  private static final DataSize MOST_BYTES = DataSize.ofTerabytes(1);

  InboxProperties {
    if (maxAge.compareTo(Duration.ofMinutes(1)) < 0
        || maxAge.compareTo(Duration.ofDays(3_650)) > 0) {
      throw CimException.invalid("cim.inbox.max-age", maxAge, "a time from 1m to 3650d");
    }
    if (maxLength < 1 || maxLength > 10_000_000) {
      throw CimException.invalid("cim.inbox.max-length", maxLength, "1-10000000");
    }
    if (maxBytes.compareTo(LEAST_BYTES) < 0 || maxBytes.compareTo(MOST_BYTES) > 0) {
      throw CimException.invalid("cim.inbox.max-bytes", maxBytes, "1MB to 1TB");
    }
  }

  /** The kinds of store. */
  enum Store {
    REDIS,
    /** Files under {@code cim.data.directory}, for a single process. */
    EMBEDDED,
    /** Ends with the process. */
    MEMORY
  }

  /**
   * What a Redis must have done before a message counts as stored.
   *
   * @param waitReplicas so many replicas have it
   * @param waitTimeout how long to wait for them
   */
  record Redis(@DefaultValue("0") int waitReplicas, @DefaultValue("500ms") Duration waitTimeout) {

    Redis {
      if (waitReplicas < 0 || waitReplicas > 16) {
        throw CimException.invalid("cim.inbox.redis.wait-replicas", waitReplicas, "0-16");
      }
      if (waitTimeout.toMillis() < 1 || waitTimeout.toMillis() > 1_000) {
        throw CimException.invalid("cim.inbox.redis.wait-timeout", waitTimeout, "1ms to 1s");
      }
    }
  }

  /**
   * The files of a single process.
   *
   * @param sync whether a send waits for the disk, so that a loss of power cannot undo it; the
   *     death of the process never does
   */
  record Embedded(@DefaultValue("false") boolean sync) {}

  /**
   * The bounds of an inbox.
   *
   * @param maxDevices so many devices of a user are known
   * @param maxGroups so many groups are followed
   */
  InboxLimits limits(int maxDevices, int maxGroups) {
    return new InboxLimits(maxAge, maxLength, maxBytes.toBytes(), maxDevices, maxGroups);
  }
}
