package io.crossim.service.web;

import io.crossim.common.result.CimException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Bounds of the HTTP side.
 *
 * @param maxBody the largest body of a request
 * @param maxBatchBody the largest body that one service of the cluster sends another (protobuf)
 */
@ConfigurationProperties("cim.http")
public record HttpProperties(
    @DefaultValue("1MB") DataSize maxBody, @DefaultValue("16MB") DataSize maxBatchBody) {

  private static final DataSize LEAST = DataSize.ofKilobytes(1);
  private static final DataSize MOST = DataSize.ofMegabytes(512);

  public HttpProperties {
    check("cim.http.max-body", maxBody);
    check("cim.http.max-batch-body", maxBatchBody);
  }

  private static void check(String property, DataSize size) {
    if (size.compareTo(LEAST) < 0 || size.compareTo(MOST) > 0) {
      throw CimException.invalid(property, size, "a size from 1KB to 512MB");
    }
  }
}
