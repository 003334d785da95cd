package io.crossim.route.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** A path with a query, of those parameters that have a value. */
final class QueryPath {

  private final StringBuilder text;
  private boolean hasQuery;

  QueryPath(String path) {
    this.text = new StringBuilder(path);
  }

  /**
   * Adds a parameter.
   *
   * @param value null for one that is left out
   */
  QueryPath with(String name, @Nullable Object value) {
    if (value != null) {
      text.append(hasQuery ? '&' : '?')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value.toString(), UTF_8));
      hasQuery = true;
    }
    return this;
  }

  String text() {
    return text.toString();
  }
}
