package io.crossim.route.config;

import io.crossim.route.access.AccountMode;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.JwtTokens;
import io.crossim.route.access.Tokens;
import io.crossim.service.credential.ClusterSecret;
import java.net.InetAddress;
import java.time.Clock;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts together who may act as whom. */
@Slf4j
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Tokens tokens(
      ClusterSecret secret, Clock clock, RouteProperties properties, Environment environment) {
    warnOfOpenAccounts(properties, environment);
    return new JwtTokens(secret, clock, properties.security().tokenTime());
  }

  @Bean(destroyMethod = "close")
  HashingQueue hashingQueue() {
    return new HashingQueue();
  }

  private static void warnOfOpenAccounts(RouteProperties properties, Environment environment) {
    InetAddress address = environment.getProperty("server.address", InetAddress.class);
    boolean isExposed = address == null || !address.isLoopbackAddress();
    if (properties.security().accounts() == AccountMode.OPEN && isExposed) {
      log.warn(
          "Accounts need no password (cim.security.accounts is open): whoever reaches this route can"
              + " read and write as any account that has none");
    }
  }
}
