package io.crossim.service.tls;

import io.crossim.common.result.CimException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What the ports of this process do about TLS. Any thread; shared by all of them. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class ServerTls {

  static final String NAME = "tls";

  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(10);

  /**
   * Has the JDK refuse a client that wants to begin a handshake again on a connection of TLS 1.2:
   * each would cost as much as a new connection, and counts as none.
   */
  private static final String RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

  /** What is closed waits so long for a client that does not read. */
  private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(1);

  private final TlsBundle bundle;

  @Getter private final boolean required;

  /**
   * Shows the certificate of a bundle; plaintext only where it has none.
   *
   * @param required whether plaintext is refused
   * @throws CimException when it shall be and there is no certificate
   */
  public static ServerTls of(TlsBundle bundle, boolean required) {
    if (required && !bundle.hasKey()) {
      throw CimException.invalid(
          TlsProperties.REQUIRED, true, "false with a bundle that has no key");
    }
    if (System.getProperty(RENEGOTIATION) == null) {
      System.setProperty(RENEGOTIATION, "true"); // read with the first handshake
    }
    return new ServerTls(bundle, required);
  }

  /** Whether there is a certificate, so that clients may speak TLS. */
  public boolean isOffered() {
    return bundle.hasKey();
  }

  /** Plaintext only. */
  public static ServerTls none() {
    return new ServerTls(TlsBundle.none(), false);
  }

  /**
   * Adds what tells TLS from plaintext, behind the handlers that are there: those see what comes
   * over the wire, those that follow plaintext. Nothing is added where there is no certificate.
   *
   * <p>A client that fails at it is closed; handlers that follow are told with an exception or a
   * failed {@link io.netty.handler.ssl.SslHandshakeCompletionEvent} before.
   */
  public void addTo(ChannelPipeline pipeline) {
    if (bundle.hasKey()) {
      pipeline.addLast(NAME, new FirstBytes(this));
    }
  }

  SslHandler handler(ByteBufAllocator allocator) {
    SslHandler handler = Objects.requireNonNull(bundle.server()).newHandler(allocator);
    handler.setHandshakeTimeoutMillis(HANDSHAKE_WITHIN.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(GOODBYE_WITHIN.toMillis());
    return handler;
  }
}
