package io.crossim.route;

import io.crossim.route.config.RouteConfiguration;
import io.crossim.route.config.WarmupConfiguration;
import io.crossim.service.start.JarOrder;
import io.crossim.service.start.ServiceRunner;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The route service as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({RouteConfiguration.class, WarmupConfiguration.class})
public class CimForwardRouteApplication {

  public static void main(String[] args) {
    if (!JarOrder.mainAgain(CimForwardRouteApplication.class, args)) {
      ServiceRunner.run(
          CimForwardRouteApplication.class,
          args,
          Map.of(
              "spring.application.name", "cim-forward-route",
              "server.port", 8083,
              "springdoc.paths-to-exclude", "/internal/**"));
    }
  }
}
