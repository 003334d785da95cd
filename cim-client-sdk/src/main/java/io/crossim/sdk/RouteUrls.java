package io.crossim.sdk;

import io.crossim.common.result.CimException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads the address of a route as users write it. */
final class RouteUrls {

  private RouteUrls() {}

  static HttpUrl parse(@Nullable String url) {
    HttpUrl parsed = url == null ? null : HttpUrl.parse(url.strip());
    if (parsed == null) {
      throw CimException.invalid("routeUrl", url, "a URL such as http://host:8083/");
    }
    return parsed;
  }
}
