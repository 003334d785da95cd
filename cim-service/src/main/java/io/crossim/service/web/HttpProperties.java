package io.crossim.service.web;

import io.crossim.common.result.CimException;
import io.crossim.service.limits.TrustedProxies;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of the HTTP side.
 *
 * @param maxBody the largest body of a request
 * @param maxBatchBody the largest body that one service of the cluster sends another (protobuf)
 * @param requestTimeout how long a request may take to arrive, once it has begun
 * @param maxConnectionsPerAddress the most connections of one address; 0 for no bound
 * @param trustedProxies addresses and networks whose {@code X-Forwarded-For} and {@code Forwarded}
 *     count
 * @param fastCalls those that the front answers itself, {@code none} for none; null for the usual
 *     ones, unless a filter of the application is to see them
 */
@ConfigurationProperties("cim.http")
public record HttpProperties(
    @DefaultValue("1MB") DataSize maxBody,
    @DefaultValue("16MB") DataSize maxBatchBody,
    @DefaultValue("10s") Duration requestTimeout,
    @DefaultValue("1000") int maxConnectionsPerAddress,
    @DefaultValue List<String> trustedProxies,
    @Nullable List<String> fastCalls) {

  public static final String CONNECTIONS = "cim.http.max-connections-per-address";

  private static final DataSize LEAST = DataSize.ofKilobytes(1);
  private static final DataSize MOST = DataSize.ofMegabytes(512);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  public HttpProperties {
    check("cim.http.max-body", maxBody);
    check("cim.http.max-batch-body", maxBatchBody);
    if (requestTimeout.compareTo(SHORTEST) < 0 || requestTimeout.compareTo(LONGEST) > 0) {
      throw CimException.invalid(
          "cim.http.request-timeout", requestTimeout, "a time from 100ms to 10m, such as 10s");
    }
    if (maxConnectionsPerAddress < 0) {
      throw CimException.invalid(
          CONNECTIONS, maxConnectionsPerAddress, "0 or more, 0 for no bound");
    }
    TrustedProxies.of(trustedProxies);
  }

  /** In bytes. */
  public long largestBody() {
    return Math.max(maxBody.toBytes(), maxBatchBody.toBytes());
  }

  private static void check(String property, DataSize size) {
    if (size.compareTo(LEAST) < 0 || size.compareTo(MOST) > 0) {
      throw CimException.invalid(property, size, "a size from 1KB to 512MB");
    }
  }
}
