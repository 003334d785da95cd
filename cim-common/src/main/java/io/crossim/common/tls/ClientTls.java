package io.crossim.common.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509TrustManager;

/** TLS for Netty connections that we open, by the JDK. */
public final class ClientTls {

  private ClientTls() {}

  /** Trusts these CAs, when the certificate is for the host that was called. */
  public static SslContext trusting(X509TrustManager authorities) {
    try {
      return builder().trustManager(authorities).build();
    } catch (SSLException e) {
      throw new IllegalStateException("this JDK speaks no TLS", e);
    }
  }

  /** Begins a context that asks whether the certificate is for the host that was called. */
  public static SslContextBuilder builder() {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .protocols(TlsVersions.ALLOWED)
        .endpointIdentificationAlgorithm("HTTPS");
  }
}
