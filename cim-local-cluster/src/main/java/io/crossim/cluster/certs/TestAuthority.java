package io.crossim.cluster.certs;

import io.crossim.cluster.ClusterException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;

/** A CA for trying things out, kept in a directory. */
public final class TestAuthority {

  private static final int AUTHORITY_DAYS = 3650;
  private static final int SERVER_DAYS = 365;

  private final Path directory;
  private final X509Bundle authority;
  private final boolean made;

  private TestAuthority(Path directory, X509Bundle authority, boolean made) {
    this.directory = directory;
    this.authority = authority;
    this.made = made;
  }

  /** The CA of a directory, which is made if there is none. */
  public static TestAuthority in(Path directory) {
    Path certificate = directory.resolve("ca.pem");
    Path key = directory.resolve("ca-key.pem");
    if (Files.exists(certificate) != Files.exists(key)) {
      throw new ClusterException(
          "of "
              + certificate
              + " and "
              + key
              + " only one is there; put the other one back, or remove it for a new CA");
    }
    return Files.exists(key)
        ? new TestAuthority(directory, read(certificate, key), false)
        : create(directory, certificate, key);
  }

  private static TestAuthority create(Path directory, Path certificate, Path key) {
    try {
      X509Bundle made =
          builder(AUTHORITY_DAYS)
              .subject(
                  "CN=CIM test CA of " + System.getProperty("user.name").replaceAll("\\W", "-"))
              .setIsCertificateAuthority(true)
              .setKeyUsage(true, KeyUsage.keyCertSign, KeyUsage.cRLSign)
              .buildSelfSigned();
      PemFile.writeSecret(key, made.getPrivateKeyPEM());
      PemFile.writePublic(certificate, made.getCertificatePEM());
      return new TestAuthority(directory, made, true);
    } catch (ClusterException e) {
      throw e;
    } catch (Exception e) {
      throw new ClusterException("the CA cannot be made (" + e.getMessage() + ")", e);
    }
  }

  private static X509Bundle read(Path certificateFile, Path keyFile) {
    try {
      byte[] pem = Files.readAllBytes(certificateFile);
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem));
      String key = Files.readString(keyFile, StandardCharsets.US_ASCII);
      byte[] bytes = Base64.getMimeDecoder().decode(key.replaceAll("-----[^-]+-----", ""));
      PrivateKey secret =
          KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(bytes));
      return X509Bundle.fromRootCertificateAuthority(
          certificate, new KeyPair(certificate.getPublicKey(), secret));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new ClusterException(
          "the CA in " + certificateFile.getParent() + " cannot be read (" + e.getMessage() + ")",
          e);
    }
  }

  /** Whether it was made just now. */
  public boolean isNew() {
    return made;
  }

  /** Its certificate, for those who shall trust it. */
  public Path certificate() {
    return directory.resolve("ca.pem");
  }

  /**
   * Signs a certificate for a server and writes it over the one that was there.
   *
   * @param hosts the names and addresses that it is for
   */
  public ServerFiles issue(Collection<String> hosts) {
    try {
      CertificateBuilder builder =
          builder(SERVER_DAYS)
              .subject("CN=" + hosts.iterator().next())
              .setKeyUsage(true, KeyUsage.digitalSignature)
              .addExtendedKeyUsageServerAuth();
      for (String host : hosts) {
        if (isAddress(host)) {
          builder.addSanIpAddress(InetAddress.getByName(host));
        } else {
          builder.addSanDnsName(host);
        }
      }
      X509Bundle issued = builder.buildIssuedBy(authority);
      ServerFiles files =
          new ServerFiles(
              directory.resolve("server.pem"),
              directory.resolve("server-key.pem"),
              issued.getCertificate().getNotAfter().toInstant());
      PemFile.writeSecret(files.privateKey(), issued.getPrivateKeyPEM());
      PemFile.writePublic(files.certificate(), issued.getCertificatePathPEM());
      return files;
    } catch (ClusterException e) {
      throw e;
    } catch (Exception e) {
      throw new ClusterException(
          "a certificate for "
              + String.join(", ", hosts)
              + " cannot be made ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  /** Whether a host is an IP address, by its letters alone: names are not looked up. */
  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
  }

  private static CertificateBuilder builder(int days) {
    Instant now = Instant.now();
    return new CertificateBuilder()
        .ecp256()
        .notBefore(now.minus(1, ChronoUnit.HOURS))
        .notAfter(now.plus(days, ChronoUnit.DAYS));
  }

  /**
   * What a server needs.
   *
   * @param until when the certificate is valid no more
   */
  public record ServerFiles(Path certificate, Path privateKey, Instant until) {}
}
