package io.crossim.route.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.route.web.Limits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class StorePropertiesTest {

  private static InboxProperties inbox(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("cim.inbox", InboxProperties.class);
  }

  @Test
  void defaultsAreThoseOfTheStore() {
    InboxProperties inbox = inbox(Map.of());
    assertThat(inbox.store()).isEqualTo(InboxProperties.Store.REDIS);
    assertThat(inbox.limits(16, 1_000)).isEqualTo(InboxLimits.DEFAULT);
    assertThat(inbox.limits(16, 1_000).maxAge()).isEqualTo(Duration.ofDays(30));
    assertThat(inbox.redis().waitReplicas()).isZero();
    assertThat(inbox.embedded().sync()).isFalse();
  }

  @Test
  void aWrongValueIsNamed() {
    assertThatThrownBy(() -> inbox(Map.of("cim.inbox.max-length", "0")))
        .hasRootCauseMessage("cim.inbox.max-length: 0 (expected: 1-10000000)");
    assertThatThrownBy(() -> inbox(Map.of("cim.inbox.max-bytes", "1KB")))
        .hasRootCauseMessage("cim.inbox.max-bytes: 1024B (expected: 1MB to 1TB)");
    assertThatThrownBy(() -> new Limits(DataSize.ofKilobytes(64), 100, 100_000, /* devices= */ 0))
        .hasMessage("cim.limits.devices: 0 (expected: 1-256)");
    assertThatThrownBy(() -> inbox(Map.of("cim.inbox.redis.wait-replicas", "-1")))
        .hasRootCauseMessage("cim.inbox.redis.wait-replicas: -1 (expected: 0-16)");
  }

  @Test
  void aDatabaseCannotKeepMessagesYet() {
    assertThat(new OfflineStoreProperties("redis").mode()).isEqualTo("redis");
    assertThatThrownBy(() -> new OfflineStoreProperties("mysql"))
        .isInstanceOf(CimException.class)
        .hasMessageContaining("offline.store.mode: mysql")
        .hasMessageContaining("cim.inbox.store");
  }
}
