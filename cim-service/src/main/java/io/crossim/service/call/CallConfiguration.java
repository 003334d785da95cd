package io.crossim.service.call;

import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.credential.LocalScripts;
import io.crossim.service.web.HttpProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Collects the calls of all parts of a service into its table. */
@Slf4j
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebProperties.class)
public class CallConfiguration {

  @Bean
  Failures failures(JsonMapper json) {
    return new Failures(json);
  }

  /** The pages that may call, and connect. */
  @Bean
  WebOrigins webOrigins(WebProperties web) {
    WebOrigins origins = WebOrigins.of(web.origins());
    if (origins.isAny()) {
      log.warn("{} lets pages of every site call and connect", WebOrigins.PROPERTY);
    }
    return origins;
  }

  /** Judges what comes to the HTTP port, and what Spring MVC leads to a call. */
  @Bean
  HeadCheck headCheck(Failures failures) {
    return new HeadCheck(failures);
  }

  @Bean
  CallTable callTable(
      List<CallTable.Source> sources,
      HttpProperties http,
      JsonMapper json,
      Failures failures,
      ClusterCredential credential,
      LocalScripts scripts,
      MeterRegistry meters) {
    CallTableBuilder calls =
        new CallTableBuilder(
                new JsonCalls(json, failures),
                credential,
                meters,
                Math.toIntExact(http.maxBody().toBytes()),
                Math.toIntExact(http.maxBatchBody().toBytes()))
            .admitLocalScripts(scripts.admitted());
    sources.forEach(source -> source.addTo(calls));
    return calls.build();
  }
}
