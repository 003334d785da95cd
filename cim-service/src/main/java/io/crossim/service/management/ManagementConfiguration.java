package io.crossim.service.management;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.call.Failures;
import io.crossim.service.call.Guard;
import io.crossim.service.call.JsonCalls;
import io.crossim.service.call.KnownHosts;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.http.FrontBounds;
import io.crossim.service.http.HttpFront;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** Puts the management port together, which answers the endpoints of Spring Boot's actuator. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties({
  ManagementProperties.class,
  ManagementServerProperties.class,
  WebEndpointProperties.class
})
public class ManagementConfiguration {

  /**
   * The largest body of a request, in bytes. CIM's own endpoints need less than a hundred; an
   * application's may take a document.
   */
  private static final int MAX_BODY = 64 << 10;

  @Bean
  EndpointThreads endpointThreads() {
    return new EndpointThreads();
  }

  @Bean
  EndpointTable endpointTable(
      ManagementServerProperties server,
      WebEndpointProperties web,
      ObjectProvider<EndpointJsonMapper> endpointJson,
      JsonMapper json,
      ClusterCredential credential,
      Failures failures,
      EndpointThreads threads) {
    EndpointJsonMapper isolated = endpointJson.getIfAvailable();
    JsonMapper mapper = isolated == null ? json : isolated.get();
    return new EndpointTable(
        server.getBasePath() + web.getBasePath(),
        web.getDiscovery().isEnabled(),
        new EndpointCall.Tools(
            mapper,
            new EndpointAnswers(mapper, json),
            Guard.operators(credential),
            failures,
            threads,
            new SharedAnswers()));
  }

  @Bean
  ManagementPort managementPort(
      ManagementProperties properties,
      ManagementServerProperties springs,
      @Value("${server.port:8080}") int serverPort,
      EndpointTable endpoints,
      List<EndpointsSupplier<?>> suppliers,
      EventLoops loops,
      ServerTls tls,
      Failures failures,
      FrontBounds bounds,
      ClusterCredential credential,
      MeterRegistry registry,
      JsonMapper json,
      ConfigurableEnvironment environment) {
    UnusedSettings.refuse(environment);
    CallTableBuilder calls =
        new CallTableBuilder(
            new JsonCalls(json, failures), credential, registry, MAX_BODY, MAX_BODY);
    endpoints.addTo(calls, suppliers);
    CallTable table = calls.build();
    return new ManagementPort(
        ManagementAddress.of(properties, springs, serverPort),
        serverPort,
        () ->
            HttpFront.of(
                loops,
                tls,
                table,
                failures,
                KnownHosts.of(ManagementProperties.HOSTS, properties.hosts()),
                bounds),
        new LocalManagementPort(environment));
  }
}
