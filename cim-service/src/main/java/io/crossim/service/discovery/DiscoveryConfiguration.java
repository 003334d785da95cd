package io.crossim.service.discovery;

import io.crossim.common.result.CimException;
import io.crossim.metastore.MetaStore;
import io.crossim.metastore.MetaStoreSettings;
import io.crossim.metastore.MetaStores;
import java.util.Map;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Opens discovery once for the whole process. */
@Slf4j
@AutoConfiguration
@EnableConfigurationProperties({DiscoveryProperties.class, ZooKeeperProperties.class})
public class DiscoveryConfiguration {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "addresses", "app.zk.addr",
          "connectTimeout", "app.zk.connect.timeout",
          "sessionTimeout", "cim.discovery.session-timeout",
          "serversRoot", "cim.discovery.root",
          "routesRoot", "cim.discovery.root",
          "auth", "cim.discovery.auth");

  /** Returns at once, whether or not discovery can be reached. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  MetaStore metaStore(DiscoveryProperties discovery, ZooKeeperProperties zooKeeper) {
    if (zooKeeper.root() != null) {
      log.warn("app.zk.root has no effect; the path is set by cim.discovery.root");
    }
    MetaStoreSettings settings = settings(discovery, zooKeeper);
    return zooKeeper.registers()
        ? MetaStores.open(settings)
        : new UnregisteredMetaStore(() -> MetaStores.open(settings));
  }

  static MetaStoreSettings settings(DiscoveryProperties discovery, ZooKeeperProperties zooKeeper) {
    try {
      return new MetaStoreSettings(
          discovery.type(),
          zooKeeper.addr(),
          discovery.sessionTimeout(),
          zooKeeper.connect().timeout(),
          discovery.root(),
          discovery.routesRoot(),
          discovery.auth());
    } catch (CimException e) {
      throw named(e);
    }
  }

  /** Puts the property's name in place of the field's at the start of the message. */
  private static CimException named(CimException e) {
    String message = String.valueOf(e.getMessage());
    String field = message.substring(0, Math.max(0, message.indexOf(':')));
    String property = PROPERTIES.get(field);
    return property == null
        ? e
        : new CimException(e.code(), property + message.substring(field.length()), e);
  }
}
