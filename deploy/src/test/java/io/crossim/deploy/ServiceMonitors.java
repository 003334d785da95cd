package io.crossim.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** The part of the Prometheus Operator's kind that the chart uses; no client has a model of it. */
final class ServiceMonitors {

  static final String KIND = "ServiceMonitor";

  private ServiceMonitors() {}

  static void check(Manifest manifest) {
    assertThat(manifest.content()).containsOnlyKeys("apiVersion", "kind", "metadata", "spec");
    assertThat(manifest.<String>at("apiVersion")).isEqualTo("monitoring.coreos.com/v1");
    assertThat(manifest.<Map<String, Object>>at("spec")).containsOnlyKeys("selector", "endpoints");
    assertThat(manifest.<Map<String, Object>>at("spec", "selector"))
        .containsOnlyKeys("matchLabels");
    List<Map<String, Object>> endpoints = manifest.at("spec", "endpoints");
    assertThat(endpoints)
        .isNotEmpty()
        .allSatisfy(
            endpoint -> {
              assertThat(endpoint).containsKeys("port", "path", "interval");
              assertThat(endpoint.keySet())
                  .isSubsetOf("port", "path", "interval", "relabelings", "scheme", "tlsConfig");
            });
  }
}
