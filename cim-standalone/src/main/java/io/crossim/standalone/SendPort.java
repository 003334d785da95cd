package io.crossim.standalone;

import io.crossim.server.api.ServerPaths;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The second HTTP port, where scripts look for the IM server. It answers {@code /sendMsg} and
 * nothing else, so that it can be opened to them alone.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StandaloneProperties.class)
class SendPort {

  private @Nullable Connector connector;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> sendConnector(
      StandaloneProperties properties) {
    return tomcat -> {
      if (properties.sendPort() >= 0) {
        Connector second = new Connector();
        second.setPort(properties.sendPort());
        connector = second;
        tomcat.addAdditionalConnectors(second);
      }
    };
  }

  @Bean
  OncePerRequestFilter sendOnly() {
    return new OncePerRequestFilter() {
      @Override
      protected boolean shouldNotFilter(HttpServletRequest request) {
        Connector second = connector;
        return second == null
            || request.getLocalPort() != second.getLocalPort()
            || request.getRequestURI().equals(ServerPaths.SEND);
      }

      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
    };
  }
}
