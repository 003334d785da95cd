package io.crossim.service.tls;

import io.crossim.common.result.CimException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Encryption of the ports of this process and of its calls to others.
 *
 * @param certificate a PEM file: the certificate of the ports and those between it and its CA;
 *     without one they speak plaintext only
 * @param privateKey a PEM file: its private key, in PKCS#8 and without a password
 * @param required whether the ports refuse plaintext
 * @param trust a PEM file: the CAs that calls to other services trust; without one those of the JDK
 * @param peers whether other services are called over https
 */
@ConfigurationProperties("cim.tls")
public record TlsProperties(
    @Nullable String certificate,
    @Nullable String privateKey,
    @DefaultValue("false") boolean required,
    @Nullable String trust,
    @DefaultValue("false") boolean peers) {

  static final String CERTIFICATE = "cim.tls.certificate";
  static final String PRIVATE_KEY = "cim.tls.private-key";
  static final String TRUST = "cim.tls.trust";

  public TlsProperties {
    certificate = given(certificate);
    privateKey = given(privateKey);
    trust = given(trust);
    boolean hasCertificate = certificate != null;
    if (hasCertificate != (privateKey != null)) {
      throw CimException.invalid(
          hasCertificate ? PRIVATE_KEY : CERTIFICATE,
          "nothing",
          "a PEM file, because " + (hasCertificate ? CERTIFICATE : PRIVATE_KEY) + " names one");
    }
    if (required && !hasCertificate) {
      throw CimException.invalid("cim.tls.required", true, "false without a " + CERTIFICATE);
    }
  }

  /** The files of the ports; empty for plaintext. */
  Optional<KeyPairFiles> keyPair() {
    return certificate == null || privateKey == null
        ? Optional.empty()
        : Optional.of(
            new KeyPairFiles(path(CERTIFICATE, certificate), path(PRIVATE_KEY, privateKey)));
  }

  Optional<Path> trustFile() {
    return Optional.ofNullable(trust).map(file -> path(TRUST, file));
  }

  private static Path path(String property, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw CimException.invalid(property, file, "the name of a file");
    }
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
