package io.crossim.service.tls;

import io.crossim.common.result.CimException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encryption of the ports of this process and of its calls to others. The certificates and keys are
 * those of an SSL bundle of Spring Boot, or those of PEM files.
 *
 * @param bundle the name of an SSL bundle: its key store serves the ports, its trust store counts
 *     for calls to other services and to Redis
 * @param certificate a PEM file in place of a bundle: the certificate of the ports and those
 *     between it and its CA; without one they speak plaintext only
 * @param privateKey a PEM file: its private key, without a password
 * @param required whether the ports refuse plaintext
 * @param trust a PEM file: the CAs that calls to other services trust; without one those of the JDK
 * @param peers whether other services are called over https
 */
@ConfigurationProperties("cim.tls")
public record TlsProperties(
    @Nullable String bundle,
    @Nullable String certificate,
    @Nullable String privateKey,
    @DefaultValue("false") boolean required,
    @Nullable String trust,
    @DefaultValue("false") boolean peers) {

  static final String PREFIX = "cim.tls";
  static final String BUNDLE = PREFIX + ".bundle";
  static final String CERTIFICATE = PREFIX + ".certificate";
  static final String PRIVATE_KEY = PREFIX + ".private-key";
  static final String REQUIRED = PREFIX + ".required";
  static final String TRUST = PREFIX + ".trust";

  public TlsProperties {
    bundle = given(bundle);
    certificate = given(certificate);
    privateKey = given(privateKey);
    trust = given(trust);
    if (bundle != null) {
      checkAbsent(CERTIFICATE, certificate);
      checkAbsent(PRIVATE_KEY, privateKey);
      checkAbsent(TRUST, trust);
    }
    boolean hasCertificate = certificate != null;
    if (hasCertificate != (privateKey != null)) {
      throw CimException.invalid(
          hasCertificate ? PRIVATE_KEY : CERTIFICATE,
          "nothing",
          "a PEM file, because " + (hasCertificate ? CERTIFICATE : PRIVATE_KEY) + " names one");
    }
    if (required && !hasCertificate && bundle == null) {
      throw CimException.invalid(
          REQUIRED, true, "false without a " + BUNDLE + " or " + CERTIFICATE);
    }
  }

  /** The files that stand in place of a bundle; empty where none is named. */
  Optional<PemFiles> files() {
    return certificate == null && trust == null
        ? Optional.empty()
        : Optional.of(
            new PemFiles(
                path(CERTIFICATE, certificate), path(PRIVATE_KEY, privateKey), path(TRUST, trust)));
  }

  private static void checkAbsent(String property, @Nullable String value) {
    if (value != null) {
      throw CimException.invalid(property, value, "nothing, because " + BUNDLE + " names a bundle");
    }
  }

  private static @Nullable Path path(String property, @Nullable String file) {
    try {
      return file == null ? null : Path.of(file);
    } catch (InvalidPathException e) {
      throw CimException.invalid(property, file, "the name of a file");
    }
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
