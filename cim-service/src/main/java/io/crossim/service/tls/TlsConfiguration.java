package io.crossim.service.tls;

import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** Makes the two ends of TLS that a service has, both of one bundle. */
@AutoConfiguration(after = SslAutoConfiguration.class)
@EnableConfigurationProperties(TlsProperties.class)
public class TlsConfiguration {

  @Bean
  TlsBundle tlsBundle(TlsProperties properties, SslBundles bundles) {
    InstantSource clock = InstantSource.system();
    if (properties.bundle() != null) {
      return TlsBundle.named(properties.bundle(), bundles, () -> {}, clock).watch();
    }
    return properties
        .files()
        .map(files -> TlsBundle.named(PemFiles.BUNDLE, bundles, files::check, clock).watch())
        .orElseGet(TlsBundle::none);
  }

  @Bean
  ServerTls serverTls(TlsProperties properties, TlsBundle bundle) {
    return ServerTls.of(bundle, properties.required());
  }

  @Bean
  PeerTls peerTls(TlsProperties properties, TlsBundle bundle) {
    return new PeerTls(bundle, properties.peers());
  }
}
