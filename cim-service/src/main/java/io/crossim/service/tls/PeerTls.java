package io.crossim.service.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import lombok.Getter;

/** The calling end of TLS between services. Any thread. */
public final class PeerTls {

  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(2);

  private final TlsBundle bundle;

  /** Whether services that discovery names are called over https. */
  @Getter private final boolean everywhere;

  /**
   * @param bundle whose trust store says which CAs are trusted
   */
  PeerTls(TlsBundle bundle, boolean everywhere) {
    this.bundle = bundle;
    this.everywhere = everywhere;
    if (everywhere) {
      bundle.prepareClient();
    }
  }

  /**
   * Reads the CAs, which are many where they are those of the JDK: only where they are needed, and
   * before the first connection. May block.
   */
  public void prepare() {
    bundle.prepareClient();
  }

  /** For one connection, to a service whose certificate must be for this host. */
  public SslHandler handler(ByteBufAllocator allocator, String host, int port) {
    SslHandler handler = bundle.client().newHandler(allocator, host, port);
    handler.setHandshakeTimeoutMillis(HANDSHAKE_WITHIN.toMillis());
    return handler;
  }
}
