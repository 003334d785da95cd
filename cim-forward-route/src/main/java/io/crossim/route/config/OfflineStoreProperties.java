package io.crossim.route.config;

import io.crossim.common.result.CimException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The field's own name for where messages wait.
 *
 * @param mode {@code redis}, where {@code cim.inbox.store} has the last word
 */
@ConfigurationProperties("offline.store")
record OfflineStoreProperties(@DefaultValue("redis") String mode) {

  OfflineStoreProperties {
    if (!mode.equalsIgnoreCase("redis")) {
      throw CimException.invalid(
          "offline.store.mode",
          mode,
          "redis, because a database cannot keep messages yet; leave it out, and choose by"
              + " cim.inbox.store");
    }
  }
}
