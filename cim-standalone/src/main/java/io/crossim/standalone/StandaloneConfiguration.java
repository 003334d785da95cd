package io.crossim.standalone;

import io.crossim.route.link.GatewayClientFactory;
import io.crossim.server.push.LocalGateway;
import io.crossim.server.session.LocalNode;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.management.ManagementPort;
import io.crossim.service.operation.Readiness;
import java.util.List;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Joins the route and the server of this process without HTTP between them. */
@Slf4j
@Configuration(proxyBeanMethods = false)
class StandaloneConfiguration {

  /** The gateway is looked up at the first call, because it in turn needs the route's sessions. */
  @Bean
  GatewayClientFactory gateways(ObjectProvider<LocalGateway> gateway) {
    return node -> gateway.getObject();
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> sayReady(
      LocalNode local,
      ManagementPort management,
      Environment environment,
      Readiness readiness,
      EventLoops loops) {
    return ready ->
        local
            .current()
            .ifPresent(
                node -> {
                  log.info("cim is ready: tcp {}, http {}", node.cimServerPort(), node.httpPort());
                  List<String> steps =
                      NextSteps.after(node.httpPort(), management.number(), environment);
                  // Both register in the background, and say so; what a person reads comes last.
                  NextSteps.onceReady(
                      readiness::isReady, loops.group(), () -> steps.forEach(log::info));
                });
  }
}
