package io.crossim.client;

import io.crossim.common.result.CimException;
import io.crossim.sdk.tls.Tls;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encryption of the connection to the server.
 *
 * @param enabled whether it is encrypted
 * @param trust a PEM file: the CAs that are trusted, at a https route too; without one those of the
 *     JDK
 */
public record TlsProperties(@DefaultValue("false") boolean enabled, @Nullable String trust) {

  private static final String TRUST = "cim.tls.trust";

  public TlsProperties {
    trust = trust == null || trust.isBlank() ? null : trust.strip();
    if (trust != null && !enabled) {
      throw CimException.invalid(TRUST, trust, "nothing while cim.tls.enabled is false");
    }
  }

  /** These settings for the client library; the file is read now. */
  public Optional<Tls> tls() {
    if (!enabled) {
      return Optional.empty();
    }
    return Optional.of(trust == null ? Tls.trustingJdk() : trusting(trust));
  }

  private static Tls trusting(String file) {
    try {
      return Tls.trusting(Path.of(file));
    } catch (InvalidPathException e) {
      throw CimException.invalid(TRUST, file, "the name of a file");
    } catch (CimException e) {
      throw new CimException(e.code(), "cim.tls." + e.getMessage(), e);
    }
  }
}
