package io.crossim.service.discovery;

import io.crossim.metastore.MetaStoreKind;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How services find each other.
 *
 * @param type the implementation; {@code memory} sees nothing outside this process
 * @param root the path whose children are the servers. Routes register beside it: those of {@code
 *     /cim} under {@code /cim3/routes}
 * @param sessionTimeout how long the node of a killed process stays
 */
@ConfigurationProperties("cim.discovery")
public record DiscoveryProperties(
    @DefaultValue("zookeeper") MetaStoreKind type,
    @DefaultValue("/cim") String root,
    @DefaultValue("10s") Duration sessionTimeout) {

  String routesRoot() {
    return root + "3/routes";
  }
}
