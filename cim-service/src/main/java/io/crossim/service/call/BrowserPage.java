package io.crossim.service.call;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the pages of this service from those of others, which a browser lets send a request here
 * without asking. A browser says by {@code Origin} which page it is; whatever else calls does not
 * send it.
 */
final class BrowserPage {

  private static final String AFTER_SCHEME = "://";

  private BrowserPage() {}

  /** Whether a page sent it that did not come from the very host and port that it calls. */
  static boolean isForeign(HttpHeaders headers) {
    List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
    return !origins.isEmpty()
        && (origins.size() > 1 || !isOwn(origins.get(0), headers.get(HttpHeaderNames.HOST)));
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    int scheme = origin.indexOf(AFTER_SCHEME);
    return host != null
        && scheme > 0
        && origin.substring(scheme + AFTER_SCHEME.length()).equalsIgnoreCase(host)
        && KnownHosts.leadsNowhereElse(host);
  }
}
