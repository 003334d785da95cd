package io.crossim.route.config;

import com.github.benmanes.caffeine.cache.Ticker;
import io.crossim.route.access.Access;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.PasswordCheck;
import io.crossim.route.access.Tokens;
import io.crossim.route.account.Accounts;
import io.crossim.service.credential.ClusterSecret;
import java.net.InetAddress;
import java.time.InstantSource;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts together who may act as whom. */
@Slf4j
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  Tokens tokens(ClusterSecret secret, RouteProperties properties) {
    return new Tokens(secret, InstantSource.system(), properties.security().tokenTime());
  }

  @Bean
  Access access(
      RouteProperties properties, Tokens tokens, Accounts accounts, Environment environment) {
    InetAddress address = environment.getProperty("server.address", InetAddress.class);
    boolean isExposed = address == null || !address.isLoopbackAddress();
    if (properties.security().accounts() == AccountMode.OPEN && isExposed) {
      log.warn(
          "Accounts need no password (cim.security.accounts is open): whoever reaches this route can"
              + " read and write as any account that has none");
    }
    return new Access(properties.security(), tokens, accounts);
  }

  @Bean(destroyMethod = "close")
  HashingQueue hashTurns() {
    return new HashingQueue();
  }

  @Bean
  PasswordCheck passwordCheck(
      Accounts accounts, Access access, HashingQueue hashingQueue, BlockingStoreExecutor threads) {
    return new PasswordCheck(
        accounts, access, hashingQueue, threads.executor(), Ticker.systemTicker());
  }
}
