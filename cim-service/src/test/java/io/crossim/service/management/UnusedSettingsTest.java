package io.crossim.service.management;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class UnusedSettingsTest {

  private final MockEnvironment environment = new MockEnvironment();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "management.endpoints.web.cors.allowed-origins | https://example.org"
            + " | management.endpoints.web.cors.*: set (expected: none: ",
        "management.endpoint.health.probes.add-additional-paths | true"
            + " | management.endpoint.health.probes.add-additional-paths: true (expected: managem",
        "management.endpoint.health.group.pumps.additional-path | server:/pumps"
            + " | management.endpoint.health.group.pumps.additional-path: server:/pumps (expected:"
            + " management:/PATH, at the management port)"
      })
  void aSettingWithoutEffectIsRefused(String property, String value, String sentence) {
    environment.setProperty(property, value);
    assertThatThrownBy(() -> UnusedSettings.refuse(environment)).hasMessageStartingWith(sentence);
  }

  @Test
  void othersAreNot() {
    environment
        .withProperty("management.endpoint.health.probes.add-additional-paths", "false")
        .withProperty("management.endpoint.health.group.pumps.include", "pump")
        .withProperty("management.endpoint.health.group.pumps.additional-path", "management:/pumps")
        .withProperty("management.endpoints.web.exposure.include", "*");
    assertThatCode(() -> UnusedSettings.refuse(environment)).doesNotThrowAnyException();
  }
}
