package io.crossim.service.start;

import io.crossim.common.result.CimException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A property that is an http or https URL. */
public final class UrlSetting {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private UrlSetting() {}

  /**
   * Reads it; empty where it is not set.
   *
   * @param example what is expected, for the message
   * @throws CimException when it is something else
   */
  public static Optional<URI> parse(String property, @Nullable String value, String example) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(value.strip());
      if (SCHEMES.contains(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT))
          && uri.getHost() != null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw CimException.invalid(property, value, "a URL such as " + example);
  }
}
