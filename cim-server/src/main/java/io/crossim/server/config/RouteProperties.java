package io.crossim.server.config;

import io.crossim.service.start.UrlSetting;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the routes are.
 *
 * @param url the one route, or what stands before several, http or https; without it discovery
 *     tells
 */
@ConfigurationProperties("cim.route")
public record RouteProperties(@Nullable String url) {

  public RouteProperties {
    UrlSetting.of("cim.route.url", url, "http://HOST:8083/");
  }

  Optional<URI> address() {
    return Optional.ofNullable(UrlSetting.of("cim.route.url", url, "http://HOST:8083/"));
  }
}
