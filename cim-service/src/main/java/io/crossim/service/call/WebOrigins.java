package io.crossim.service.call;

import io.crossim.common.result.CimException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pages that may call from a browser, by where they come from. A page cannot lie about that;
 * what sends no {@code Origin} is no page. Immutable.
 */
public final class WebOrigins {

  public static final String PROPERTY = "cim.web.origins";

  /** Pages that come from this very host. */
  public static final WebOrigins OWN = new WebOrigins(Set.of());

  private static final String ANY = "*";
  private static final String AFTER_SCHEME = "://";
  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

  private final Set<String> listed;

  private WebOrigins(Set<String> listed) {
    this.listed = listed;
  }

  /**
   * Admits these pages beside those of this very host.
   *
   * @param origins each a scheme, a host and maybe a port; {@code *} stands for all
   * @throws CimException that names the first one that is none
   */
  public static WebOrigins of(List<String> origins) {
    return new WebOrigins(origins.stream().map(WebOrigins::check).collect(Collectors.toSet()));
  }

  private static String check(String text) {
    String origin = text.strip().toLowerCase(Locale.ROOT);
    String host = host(origin);
    boolean isOrigin =
        host != null
            && HostHeader.isValid(host)
            && SCHEME.matcher(origin.substring(0, origin.indexOf(AFTER_SCHEME))).matches();
    if (!isOrigin && !origin.equals(ANY)) {
      throw CimException.invalid(
          PROPERTY, text, "origins such as https://chat.example.org, or * for all");
    }
    return origin;
  }

  /** Whether every page in the world may call. */
  public boolean isAny() {
    return listed.contains(ANY);
  }

  /**
   * Whether a request may be answered: it comes from no page, from one of a page that is listed, or
   * from one that this host itself has served. Of these a name does not count, because somebody
   * else may have it lead here for a while (DNS rebinding).
   */
  public boolean admits(HttpHeaders headers) {
    List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
    if (origins.isEmpty() || isAny()) {
      return true;
    }
    String origin = origins.get(0).toLowerCase(Locale.ROOT);
    return origins.size() == 1
        && (listed.contains(origin) || isOwn(origin, headers.get(HttpHeaderNames.HOST)));
  }

  private static boolean isOwn(String origin, @Nullable String called) {
    String host = host(origin);
    return host != null
        && called != null
        && KnownHosts.leadsNowhereElse(called)
        && KnownHosts.leadsNowhereElse(host)
        && HostHeader.name(host).equalsIgnoreCase(HostHeader.name(called));
  }

  private static @Nullable String host(String origin) {
    int scheme = origin.indexOf(AFTER_SCHEME);
    return scheme < 0 ? null : origin.substring(scheme + AFTER_SCHEME.length());
  }
}
