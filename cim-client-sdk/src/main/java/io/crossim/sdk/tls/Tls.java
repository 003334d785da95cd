package io.crossim.sdk.tls;

import io.crossim.common.result.CimException;
import io.crossim.common.tls.ClientTls;
import io.crossim.common.tls.TrustedAuthorities;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * TLS 1.2 or 1.3, with whose CAs the other end is trusted. Its certificate must be for the host
 * that was called. Immutable; clients that share one share their connections to routes too.
 */
public final class Tls {

  private final X509TrustManager trust;
  private final SSLSocketFactory calls;
  private final SslContext connections;

  private Tls(X509TrustManager trust) {
    this.trust = trust;
    try {
      SSLContext jdk = SSLContext.getInstance("TLS");
      jdk.init(null, new TrustManager[] {trust}, null);
      calls = jdk.getSocketFactory();
      connections = ClientTls.trusting(trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK speaks no TLS", e);
    }
  }

  /** Trusts the CAs that the JDK brings. */
  public static Tls trustingJdk() {
    return new Tls(TrustedAuthorities.ofJdk());
  }

  /**
   * Trusts the CAs of a file, and no others.
   *
   * @param authorities a PEM file, which is read now
   * @throws CimException when it cannot be read or holds no certificate
   */
  public static Tls trusting(Path authorities) {
    return new Tls(TrustedAuthorities.of("trust", authorities));
  }

  /** Makes an HTTP client of another one, which trusts like this when it calls an https URL. */
  public OkHttpClient over(OkHttpClient http) {
    return http.newBuilder().sslSocketFactory(calls, trust).build();
  }

  /** Encrypts one connection, to a server whose certificate must be for this host. */
  public SslHandler handler(ByteBufAllocator allocator, String host, int port) {
    return connections.newHandler(allocator, host, port);
  }
}
