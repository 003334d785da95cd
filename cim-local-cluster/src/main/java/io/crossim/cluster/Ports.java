package io.crossim.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Free ports of this machine. None of them is one that a system gives to outgoing connections, such
 * as Linux from 32768 on: a process that ends and starts again finds its port still free.
 */
public final class Ports {

  private static final int FIRST = 12_000;
  private static final int COUNT = 10_000;
  private static final int BUS_OFFSET = 10_000;

  /**
   * Counts through the ports of this process, so that none is handed out again before the one who
   * asked for it has opened it. Another process begins elsewhere.
   */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private Ports() {}

  /** A port that was free a moment ago. */
  public static int free() {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new ClusterException("no port is free on this machine");
  }

  /**
   * A port that was free a moment ago, and so was the one 10000 above it, on which a node of a
   * Redis Cluster talks to the others.
   */
  public static int freeWithBus() {
    int port = free();
    while (!isFree(port + BUS_OFFSET)) {
      port = free();
    }
    return port;
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
