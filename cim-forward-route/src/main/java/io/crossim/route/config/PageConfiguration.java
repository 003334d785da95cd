package io.crossim.route.config;

import io.crossim.route.link.ServerLinks;
import io.crossim.route.page.PageHandler;
import io.crossim.route.page.PageProperties;
import io.crossim.route.page.SocketHosts;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Serves the chat page, unless that is switched off or the application has a page of its own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
@ConditionalOnProperty(name = "cim.web.enabled", matchIfMissing = true)
class PageConfiguration {

  /** Behind the controllers and the welcome page of an application, before what answers 404. */
  private static final int ORDER = 100;

  @Bean
  PageHandler chatPage(ServerLinks servers) {
    return PageHandler.read(
        () ->
            SocketHosts.of(
                servers.live().stream()
                    .map(server -> server.node().wsUrl())
                    .filter(Objects::nonNull)));
  }

  @Bean
  HandlerMapping chatPagePaths(PageHandler page) {
    return new SimpleUrlHandlerMapping(Map.of("/", page, "/web/**", page, "/sdk/**", page), ORDER);
  }
}
