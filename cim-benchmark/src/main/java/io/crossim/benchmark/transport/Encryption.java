package io.crossim.benchmark.transport;

import io.crossim.common.result.CimException;
import io.crossim.common.tls.ClientTls;
import io.crossim.common.tls.TrustedAuthorities;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import java.nio.file.Path;

/** TLS towards what is measured, by the JDK as the client library does it. */
public final class Encryption {

  private final SslContext context;

  private Encryption(SslContext context) {
    this.context = context;
  }

  /**
   * Trusts the CAs of a PEM file.
   *
   * @throws CimException when it cannot be read or holds none
   */
  public static Encryption trusting(Path authorities) {
    return new Encryption(ClientTls.trusting(TrustedAuthorities.of("--tls-trust", authorities)));
  }

  /** Encrypts what goes over a channel, to the host that was called. */
  void addTo(Channel channel, String host, int port) {
    channel.pipeline().addFirst(context.newHandler(channel.alloc(), host, port));
  }
}
