package io.crossim.standalone;

import io.crossim.route.config.RouteConfiguration;
import io.crossim.server.config.ServerConfiguration;
import io.crossim.service.start.JarOrder;
import io.crossim.service.start.ServiceRunner;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** One node, everything in one process, with nothing else installed. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      DataRedisAutoConfiguration.class,
      DataRedisReactiveAutoConfiguration.class,
      DataRedisRepositoriesAutoConfiguration.class
    })
@Import({
  StandaloneConfiguration.class,
  RedisConfiguration.class,
  SendPort.class,
  RouteConfiguration.class,
  ServerConfiguration.class
})
public class CimApplication {

  static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.application.name", "cim",
          "server.port", 8083,
          "springdoc.paths-to-exclude", "/internal/**",
          "cim.discovery.type", "memory",
          "cim.accounts.store", "embedded",
          "cim.sessions.store", "memory",
          "cim.inbox.store", "embedded",
          "cim.login.host", "request",
          "cim.route.drain-time", "0s");

  public static void main(String[] args) {
    if (!JarOrder.mainAgain(CimApplication.class, args)) {
      ServiceRunner.run(CimApplication.class, args, DEFAULTS);
    }
  }
}
