package io.crossim.service.tls;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes the two ends of TLS that a service has. */
@AutoConfiguration
@EnableConfigurationProperties(TlsProperties.class)
public class TlsConfiguration {

  @Bean
  ServerTls serverTls(TlsProperties properties) {
    return ServerTls.of(properties);
  }

  @Bean
  PeerTls peerTls(TlsProperties properties) {
    return new PeerTls(properties.trustFile(), properties.peers());
  }
}
