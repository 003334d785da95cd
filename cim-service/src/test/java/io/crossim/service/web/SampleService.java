package io.crossim.service.web;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A service with nothing of its own but the sample calls. */
@EnableAutoConfiguration
@Import(SampleController.class)
class SampleService {

  @Bean
  Connector secondPort() {
    Connector connector = new Connector();
    connector.setPort(0);
    return connector;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> second(Connector secondPort) {
    return tomcat -> tomcat.addAdditionalConnectors(secondPort);
  }
}
