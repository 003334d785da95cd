package io.crossim.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Free ports of the loopback address. */
public final class Ports {

  private static final int BUS_OFFSET = 10_000;
  private static final int LAST_RESERVED = 1_023;

  private Ports() {}

  /** A port that was free a moment ago. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new ClusterException("no port is free on this machine", e);
    }
  }

  /**
   * A port that was free a moment ago, and so was the one 10000 above it, on which a node of a
   * Redis Cluster talks to the others. It is below the range that the system gives to outgoing
   * connections, so that it stays free.
   */
  public static int freeWithBus() {
    while (true) {
      int bus = free();
      int port = bus - BUS_OFFSET;
      if (port > LAST_RESERVED && isFree(port)) {
        return port;
      }
    }
  }

  /** Whether the port can be listened on, on all addresses of this machine. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
