package io.crossim.service.http;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.call.WebOrigins;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.MemoryBound;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrustedProxies;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.peer.PeerClients;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.tls.ServerTls;
import io.crossim.service.web.HttpProperties;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;

/** Puts the HTTP port of a service together, and what calls other services. */
@AutoConfiguration(
    beforeName =
        "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class HttpConfiguration {

  /** So many of the largest bodies may be coming at a time; most are there in one piece. */
  private static final long BODIES_AT_A_TIME = 4;

  private static final String BODIES = "4 times cim.http.max-batch-body";

  private static final String AHEAD = "requests sent ahead";
  private static final long MOST_AHEAD = 32L << 20;

  private static final String ANSWERS = "answers not read";
  private static final long MOST_ANSWERS = 64L << 20;

  private static final Duration CONNECT_WITHIN = Duration.ofMillis(500);

  @Bean
  EventLoops eventLoops() {
    return EventLoops.create();
  }

  @Bean
  PeerClients peerClients(EventLoops loops, PeerTls tls, ClusterCredential credential) {
    return new PeerClients(loops, tls, CONNECT_WITHIN, credential);
  }

  @Bean
  KeepAlive keepAlive() {
    return new KeepAlive();
  }

  @Bean
  FrontBounds frontBounds(
      HttpProperties http, LimitsProperties limits, Refusals refusals, KeepAlive keepAlive) {
    refusals.declare(RequestDeadline.PROPERTY);
    return new FrontBounds(
        TrustedProxies.of(http.trustedProxies()),
        new ConnectionBound(
            HttpProperties.CONNECTIONS, http.maxConnectionsPerAddress(), limits, refusals),
        new MemoryBound(BODIES, BODIES_AT_A_TIME * http.largestBody(), refusals),
        new MemoryBound(AHEAD, MOST_AHEAD, refusals),
        new MemoryBound(ANSWERS, MOST_ANSWERS, refusals),
        http.requestTimeout(),
        refusals,
        keepAlive);
  }

  @Bean
  ServletContainer servletContainer() {
    return new ServletContainer();
  }

  /** The calls are asked for when the port opens: the container is made before everything else. */
  @Bean
  TomcatServletWebServerFactory tomcat(
      EventLoops loops,
      ServerTls tls,
      ServletContainer container,
      ObjectProvider<CallTable> calls,
      ObjectProvider<HeadCheck> check,
      ObjectProvider<FrontBounds> bounds,
      ObjectProvider<ConnectionTakeover> takeover,
      ObjectProvider<WebOrigins> origins) {
    return new FrontedTomcat(
        container,
        () ->
            new HttpFront(
                loops,
                tls,
                new PortSetup(
                    calls.getObject(),
                    check.getObject(),
                    bounds.getObject(),
                    new Relay.Factory(loops, container),
                    takeover.getIfAvailable(),
                    origins.getObject(),
                    /* relaysAll= */ true)));
  }
}
