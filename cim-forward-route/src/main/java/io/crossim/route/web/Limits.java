package io.crossim.route.web;

import io.crossim.common.result.CimException;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one request may carry and what one user may have, {@code cim.limits.*}.
 *
 * @param text the largest text of a message, in bytes of UTF-8
 * @param batch the most texts of one request
 * @param onlinePage the most users that one request for those online is answered
 * @param devices so many devices of a user are known, the ones seen last
 */
public record Limits(
    @DefaultValue("64KB") DataSize text,
    @DefaultValue("100") int batch,
    @DefaultValue("100000") int onlinePage,
    @DefaultValue("16") int devices) {

  private static final DataSize LARGEST_TEXT = DataSize.ofMegabytes(1);

  public Limits {
    if (text.toBytes() < 1 || text.compareTo(LARGEST_TEXT) > 0) {
      throw CimException.invalid("cim.limits.text", text, "1B to 1MB");
    }
    if (batch < 1 || batch > 1_000) {
      throw CimException.invalid("cim.limits.batch", batch, "1-1000");
    }
    if (onlinePage < 1 || onlinePage > 1_000_000) {
      throw CimException.invalid("cim.limits.online-page", onlinePage, "1-1000000");
    }
    if (devices < 1 || devices > 256) {
      throw CimException.invalid("cim.limits.devices", devices, "1-256");
    }
  }
}
