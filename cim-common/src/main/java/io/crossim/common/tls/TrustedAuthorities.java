package io.crossim.common.tls;

import io.crossim.common.result.CimException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose signature makes a certificate trusted. */
public final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /** Those that come with the JDK. */
  public static X509TrustManager ofJdk() {
    return trust(null);
  }

  /**
   * Those whose certificates stand in a PEM file, and no others.
   *
   * @param field that names the file
   * @throws CimException when it cannot be read or holds none
   */
  public static X509TrustManager of(String field, Path file) {
    List<X509Certificate> authorities = PemCertificates.read(field, file);
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca" + i, authorities.get(i));
      }
      return trust(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this JDK keeps no certificates", e);
    }
  }

  private static X509TrustManager trust(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("this JDK has no trust for X.509"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no trust for X.509", e);
    }
  }
}
