package io.crossim.service.tls;

import io.crossim.common.result.CimException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The PEM files of {@code cim.tls.*}, the short form of an SSL bundle.
 *
 * @param certificate null for ports that speak plaintext only
 * @param privateKey null where there is no certificate
 * @param trust null for the CAs of the JDK
 */
record PemFiles(@Nullable Path certificate, @Nullable Path privateKey, @Nullable Path trust) {

  /** The name of the bundle that is made of the files. */
  static final String BUNDLE = "cim-tls";

  private static final String PREFIX = "spring.ssl.bundle.pem." + BUNDLE + ".";

  /** The properties of Spring Boot that say the same. */
  Map<String, Object> asBundle() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(PREFIX + "reload-on-update", "true");
    put(properties, "keystore.certificate", certificate);
    put(properties, "keystore.private-key", privateKey);
    put(properties, "truststore.certificate", trust);
    return properties;
  }

  private static void put(Map<String, Object> properties, String name, @Nullable Path file) {
    if (file != null) {
      properties.put(PREFIX + name, file.toUri().toString());
    }
  }

  /**
   * Reads all files.
   *
   * @throws CimException that names the one which is missing, cannot be read or does not fit
   */
  void check() {
    if (trust != null) {
      certificates(TlsProperties.TRUST, trust);
    }
    if (certificate != null && privateKey != null) {
      X509Certificate own = certificates(TlsProperties.CERTIFICATE, certificate).get(0);
      if (!KeyMatch.isOf(privateKey(privateKey), own)) {
        throw CimException.invalid(
            TlsProperties.PRIVATE_KEY, privateKey, "the key of the certificate in " + certificate);
      }
    }
  }

  private static List<X509Certificate> certificates(String property, Path file) {
    try {
      List<X509Certificate> found = store(file, null).certificates();
      if (found != null && !found.isEmpty()) {
        return found;
      }
    } catch (RuntimeException e) {
      // Its words name no property.
    }
    throw CimException.invalid(property, file, "a PEM file with certificates that can be read");
  }

  private static PrivateKey privateKey(Path file) {
    try {
      PrivateKey found = store(file, file).privateKey();
      if (found != null) {
        return found;
      }
    } catch (RuntimeException e) {
      // Its words name no property.
    }
    throw CimException.invalid(
        TlsProperties.PRIVATE_KEY,
        file,
        "a PEM file with a private key that can be read and has no password; a bundle takes one"
            + " with a password, spring.ssl.bundle.pem.NAME.keystore.private-key-password");
  }

  private static PemSslStore store(Path certificates, @Nullable Path privateKey) {
    PemSslStore store =
        PemSslStore.load(
            PemSslStoreDetails.forCertificates(certificates.toUri().toString())
                .withPrivateKey(privateKey == null ? null : privateKey.toUri().toString()));
    if (store == null) {
      throw new IllegalStateException("no content");
    }
    return store;
  }
}
