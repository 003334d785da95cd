package io.crossim.service.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How JSON is read, and what the servlet container answers. */
@AutoConfiguration(
    beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpProperties.class)
@Import({UnknownPathAdvice.class, EnvelopeErrorController.class})
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

  /** Behind the valves that stand there already, so that it is the first to report. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> envelopes(JsonMapper json) {
    return tomcat ->
        tomcat.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new EnvelopeErrorValve(json)));
  }
}
