package io.crossim.service.tls;

import io.crossim.common.tls.ClientTls;
import io.crossim.common.tls.TrustedAuthorities;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import lombok.Getter;
import org.jspecify.annotations.Nullable;

/** The calling end of TLS between services. Any thread. */
public final class PeerTls {

  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(2);

  private final Optional<Path> trust;

  /** Whether services that discovery names are called over https. */
  @Getter private final boolean everywhere;

  private @Nullable SslContext context;

  /**
   * @param trust a PEM file with CAs; empty for those of the JDK
   */
  PeerTls(Optional<Path> trust, boolean everywhere) {
    this.trust = trust;
    this.everywhere = everywhere;
    if (everywhere || trust.isPresent()) {
      this.context = create();
    }
  }

  /** For one connection, to a service whose certificate must be for this host. */
  public SslHandler handler(ByteBufAllocator allocator, String host, int port) {
    SslHandler handler = context().newHandler(allocator, host, port);
    handler.setHandshakeTimeoutMillis(HANDSHAKE_WITHIN.toMillis());
    return handler;
  }

  /** The many CAs of the JDK are read only where somebody needs them. */
  private synchronized SslContext context() {
    SslContext made = context;
    if (made == null) {
      made = create();
      context = made;
    }
    return made;
  }

  private SslContext create() {
    X509TrustManager authorities =
        trust
            .map(file -> TrustedAuthorities.of(TlsProperties.TRUST, file))
            .orElseGet(TrustedAuthorities::ofJdk);
    return ClientTls.trusting(authorities);
  }
}
