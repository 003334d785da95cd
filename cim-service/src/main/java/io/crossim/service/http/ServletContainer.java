package io.crossim.service.http;

import com.google.common.io.BaseEncoding;
import io.crossim.service.limits.ClientAddress;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.SocketAddress;
import java.security.SecureRandom;
import org.apache.catalina.Valve;
import org.jspecify.annotations.Nullable;

/**
 * The servlet container of this process: where it listens, and how the front shows there that a
 * request comes from it, and on whose behalf. Any thread.
 */
public final class ServletContainer {

  static final AsciiString HEADER = AsciiString.cached("cim-relayed");

  private static final int KEY_BYTES = 24;

  /** Known to this process alone, so that nobody else on this machine names callers. */
  private final String key = newKey();

  private volatile @Nullable SocketAddress address;

  private static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return BaseEncoding.base16().encode(bytes);
  }

  /** Takes requests of the front alone, in the name of those whom it names. */
  Valve valve() {
    return new RelayedCallerValve(key);
  }

  void listensAt(SocketAddress at) {
    address = at;
  }

  /** Where it listens; null before it does. */
  @Nullable SocketAddress address() {
    return address;
  }

  /**
   * The value of {@link #HEADER}.
   *
   * @param host that the client called
   */
  String header(ClientAddress caller, String host) {
    return key
        + (caller.isLocal() ? " local " : " remote ")
        + NetUtil.toAddressString(caller.address())
        + " "
        + host;
  }
}
