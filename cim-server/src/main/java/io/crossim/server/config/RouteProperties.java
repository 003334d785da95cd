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
    parse(url);
  }

  Optional<URI> address() {
    return parse(url);
  }

  private static Optional<URI> parse(@Nullable String url) {
    return UrlSetting.parse("cim.route.url", url, "http://HOST:8083/");
  }
}
