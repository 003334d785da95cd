package io.crossim.standalone;

import io.crossim.route.config.RouteConfiguration;
import io.crossim.server.config.ServerConfiguration;
import io.crossim.server.websocket.WebSocketUpgrade;
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
  WebSocketTakeover.class,
  RouteConfiguration.class,
  ServerConfiguration.class
})
public class CimApplication {

  static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("spring.application.name", "cim"),
          Map.entry("server.port", 8083),
          Map.entry("springdoc.paths-to-exclude", "/internal/**"),
          Map.entry("cim.discovery.type", "memory"),
          Map.entry("cim.accounts.store", "embedded"),
          Map.entry("cim.sessions.store", "memory"),
          Map.entry("cim.inbox.store", "embedded"),
          Map.entry("cim.login.host", "request"),
          Map.entry("cim.server.ws-url", WebSocketUpgrade.PATH),
          Map.entry("cim.route.drain-time", "0s"));

  public static void main(String[] args) {
    if (!JarOrder.mainAgain(CimApplication.class, args)) {
      ServiceRunner.run(CimApplication.class, args, DEFAULTS);
    }
  }
}
