package io.crossim.service.web;

import io.crossim.common.result.CimException;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.protobuf.ProtobufHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Puts the HTTP side of a service together. */
@AutoConfiguration(
    beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpProperties.class)
@Import({RequestBodies.class, EnvelopeAdvice.class, EnvelopeErrorController.class})
public class WebConfiguration {

  /**
   * Requests are read as leniently as clients in the field expect: null means absent, numbers may
   * be strings and strings numbers, unknown fields are ignored. A fraction is no id, though.
   */
  @Bean
  JsonMapperBuilderCustomizer lenientJson() {
    return json ->
        json.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
  }

  @Bean
  WebMvcConfigurer protobuf() {
    return new WebMvcConfigurer() {
      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new ProtobufHttpMessageConverter());
      }
    };
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> container(JsonMapper json) {
    return tomcat -> {
      if (tomcat.getPort() < 0 || tomcat.getPort() > 65_535) {
        throw CimException.invalid("server.port", tomcat.getPort(), "0-65535");
      }
      // Spring Boot sets bounds and time-outs of the first port only.
      for (Connector other : tomcat.getAdditionalConnectors()) {
        tomcat.getConnectorCustomizers().forEach(first -> first.customize(other));
      }
      // Behind the valves that stand there already, so that it is the first to report.
      tomcat.addContextCustomizers(
          context -> context.getParent().getPipeline().addValve(new EnvelopeErrorValve(json)));
    };
  }
}
