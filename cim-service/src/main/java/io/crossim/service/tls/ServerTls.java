package io.crossim.service.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What the ports of this process do about TLS. Any thread; shared by all of them. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class ServerTls implements AutoCloseable {

  static final String NAME = "tls";

  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(10);

  /**
   * Has the JDK refuse a client that wants to begin a handshake again on a connection of TLS 1.2:
   * each would cost as much as a new connection, and counts as none.
   */
  private static final String RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

  /** What is closed waits so long for a client that does not read. */
  private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(1);

  private final @Nullable WatchedKey key;

  @Getter private final boolean required;

  /**
   * What the properties say; the certificate is watched from now on.
   *
   * @throws io.crossim.common.result.CimException that says what is wrong with it
   */
  public static ServerTls of(TlsProperties properties) {
    if (System.getProperty(RENEGOTIATION) == null) {
      System.setProperty(RENEGOTIATION, "true"); // read with the first handshake
    }
    return properties
        .keyPair()
        .map(files -> new WatchedKey(files, InstantSource.system()).watch())
        .map(key -> new ServerTls(key, properties.required()))
        .orElseGet(ServerTls::none);
  }

  /** Plaintext only. */
  public static ServerTls none() {
    return new ServerTls(null, false);
  }

  /**
   * Adds what tells TLS from plaintext, behind the handlers that are there: those see what comes
   * over the wire, those that follow plaintext. Nothing is added where there is no certificate.
   *
   * <p>A client that fails at it is closed; handlers that follow are told with an exception or a
   * failed {@link io.netty.handler.ssl.SslHandshakeCompletionEvent} before.
   */
  public void addTo(ChannelPipeline pipeline) {
    if (key != null) {
      pipeline.addLast(NAME, new FirstBytes(this));
    }
  }

  SslHandler handler(ByteBufAllocator allocator) {
    SslHandler handler = Objects.requireNonNull(key).context().newHandler(allocator);
    handler.setHandshakeTimeoutMillis(HANDSHAKE_WITHIN.toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(GOODBYE_WITHIN.toMillis());
    return handler;
  }

  @Override
  public void close() {
    if (key != null) {
      key.close();
    }
  }
}
