package io.crossim.common.tls;

import io.crossim.common.result.CimException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates as they stand in PEM files. */
public final class PemCertificates {

  private PemCertificates() {}

  /**
   * All certificates of a file, in their order.
   *
   * @param field that names the file
   * @throws CimException when it cannot be read or holds none
   */
  public static List<X509Certificate> read(String field, Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException | CertificateException e) {
      throw CimException.invalid(field, file, "a PEM file with certificates that can be read");
    }
  }

  /**
   * All certificates of a text in PEM, in their order.
   *
   * @throws CertificateException when there is none in it, or one that cannot be read
   */
  public static List<X509Certificate> parse(String pem) throws CertificateException {
    List<X509Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    return certificates;
  }
}
