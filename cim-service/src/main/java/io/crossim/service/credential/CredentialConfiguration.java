package io.crossim.service.credential;

import com.google.common.base.Suppliers;
import io.crossim.metastore.MetaStore;
import io.crossim.metastore.Watched;
import io.crossim.service.discovery.DiscoveryConfiguration;
import io.crossim.service.discovery.DiscoveryProperties;
import io.crossim.service.discovery.ZooKeeperProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Finds the secret of the cluster. */
@Slf4j
@AutoConfiguration(after = DiscoveryConfiguration.class)
@EnableConfigurationProperties(SecretProperties.class)
public class CredentialConfiguration {

  @Bean
  ClusterSecret clusterSecret(
      SecretProperties properties,
      DiscoveryProperties discovery,
      ZooKeeperProperties zooKeeper,
      ObjectProvider<MetaStore> metaStore) {
    return new ClusterSecret(source(properties, discovery, zooKeeper, metaStore), System::nanoTime);
  }

  @Bean
  ClusterCredential clusterCredential(ClusterSecret secret, SecretProperties properties) {
    if (properties.sendSecret()) {
      log.warn(
          "Calls to other services carry the secret of the cluster itself"
              + " (cim.security.send-secret); take that away when all services are upgraded");
    }
    return new ClusterCredential(secret, properties.sendSecret());
  }

  @Bean
  LocalScripts localScripts(SecretProperties properties, Environment environment) {
    return LocalScripts.of(
        properties.localScripts(), environment.getProperty("cim.security.accounts"));
  }

  private static Supplier<List<String>> source(
      SecretProperties properties,
      DiscoveryProperties discovery,
      ZooKeeperProperties zooKeeper,
      ObjectProvider<MetaStore> metaStore) {
    List<String> given = properties.clusterSecret();
    Path file = properties.clusterSecretFile();
    if (given != null) {
      List<String> secrets = List.copyOf(given);
      return () -> secrets;
    }
    if (file != null) {
      return new SecretFile(file, System::nanoTime);
    }
    if (!discovery.isPrivate()) {
      log.warn(
          "The secret of the cluster lies in ZooKeeper, open to whoever reaches that; set"
              + " cim.discovery.auth, or cim.security.cluster-secret, unless your network keeps"
              + " strangers out");
    }
    Supplier<Watched<String>> secrets = Suppliers.memoize(() -> metaStore.getObject().secrets());
    if (zooKeeper.registers()) {
      var unused = secrets.get(); // so that it is there with the first call
    } // else with that: a process that neither makes nor takes calls needs no discovery
    return () -> secrets.get().current();
  }
}
