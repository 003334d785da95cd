package io.crossim.server.config;

import io.crossim.common.result.CimException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  private static final Set<String> SCHEMES = Set.of("http", "https");

  public RouteProperties {
    if (url != null && !url.isBlank() && parse(url).isEmpty()) {
      throw CimException.invalid("cim.route.url", url, "a URL such as http://HOST:8083/");
    }
  }

  Optional<URI> address() {
    return url == null ? Optional.empty() : parse(url);
  }

  private static Optional<URI> parse(String url) {
    try {
      URI uri = new URI(url.strip());
      return SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
              && uri.getHost() != null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
