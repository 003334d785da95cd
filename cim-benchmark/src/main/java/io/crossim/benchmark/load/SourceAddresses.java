package io.crossim.benchmark.load;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * From where to connect. One address has some 28,000 ports; on the loopback interface there are
 * more addresses to take.
 */
final class SourceAddresses {

  private static final int PER_ADDRESS = 20_000;

  private SourceAddresses() {}

  /** The address for the n-th user, null for the usual one. */
  static @Nullable InetSocketAddress of(int index, InetSocketAddress server) {
    if (index < PER_ADDRESS
        || server.getAddress() == null
        || !server.getAddress().isLoopbackAddress()) {
      return null;
    }
    return new InetSocketAddress("127.0.0." + (1 + index / PER_ADDRESS), 0);
  }
}
