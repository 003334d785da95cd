package io.crossim.server.config;

import io.crossim.common.result.CimException;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the routes are.
 *
 * @param url the one route, or what stands before several; without it discovery tells
 */
@ConfigurationProperties("cim.route")
public record RouteProperties(@Nullable String url) {

  public RouteProperties {
    if (isGiven(url) && HttpUrl.parse(url) == null) {
      throw CimException.invalid("cim.route.url", url, "a URL such as http://HOST:8083/");
    }
  }

  Optional<HttpUrl> address() {
    return isGiven(url) ? Optional.ofNullable(HttpUrl.parse(url)) : Optional.empty();
  }

  private static boolean isGiven(@Nullable String url) {
    return url != null && !url.isBlank();
  }
}
