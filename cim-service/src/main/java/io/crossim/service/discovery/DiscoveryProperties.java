package io.crossim.service.discovery;

import io.crossim.metastore.MetaStoreKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How services find each other.
 *
 * @param type the implementation; {@code memory} sees nothing outside this process
 * @param root the path whose children are the servers. Routes register beside it: those of {@code
 *     /cim} under {@code /cim3/routes}
 * @param sessionTimeout how long the node of a killed process stays
 * @param auth {@code user:password} for ZooKeeper (scheme digest), which then lets nobody else read
 *     or change what members make there
 */
@ConfigurationProperties("cim.discovery")
public record DiscoveryProperties(
    @DefaultValue("zookeeper") MetaStoreKind type,
    @DefaultValue("/cim") String root,
    @DefaultValue("10s") Duration sessionTimeout,
    @Nullable String auth) {

  /** Whether only members of the cluster see what lies in it. */
  public boolean isPrivate() {
    return type == MetaStoreKind.MEMORY || auth != null;
  }

  String routesRoot() {
    return root + "3/routes";
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "DiscoveryProperties[type=" + type + ", root=" + root + ", auth=[REDACTED]]";
  }
}
