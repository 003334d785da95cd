package io.crossim.metastore.zkclient;

import io.crossim.common.result.UnavailableException;
import io.crossim.metastore.tree.TreeCall;
import io.crossim.metastore.tree.TreeListener;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.I0Itec.zkclient.ZkClient;
import org.I0Itec.zkclient.ZkConnection;
import org.I0Itec.zkclient.serialize.BytesPushThroughSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client over a connection. Its constructor waits until there is a connection, so it runs
 * on a thread of its own.
 */
@Slf4j
@RequiredArgsConstructor
final class ZkClientConnector implements AutoCloseable {

  private final ZkConnection connection;
  private final TreeListener listener;
  private final Thread thread = new Thread(this::connect, "cim-discovery-connect");
  private volatile @Nullable ZkClient client;

  /** Begins to connect. Once. */
  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The client.
   *
   * @throws UnavailableException while there is none
   */
  ZkClient client() {
    ZkClient connected = client;
    if (connected == null) {
      throw new UnavailableException("not connected", null);
    }
    return connected;
  }

  private void connect() {
    try {
      // No second try of a call (0): the caller compares and mends again.
      ZkClient connected =
          new ZkClient(connection, Integer.MAX_VALUE, new BytesPushThroughSerializer(), 0);
      client = connected;
      follow(connected);
    } catch (RuntimeException e) {
      // Closed, or of no use: then the handle is given up when its time is over.
      log.debug("No connection", e);
      endConnecting();
    }
  }

  private void follow(ZkClient connected) {
    // Under this lock no change of state slips in between the question and the answer: the
    // connection may be lost by now.
    connected.getEventLock().lock();
    try {
      connected.subscribeStateChanges(new StateListener(listener));
      if (connected.waitUntilConnected(0, TimeUnit.MILLISECONDS)) {
        listener.connected();
      }
    } finally {
      connected.getEventLock().unlock();
    }
  }

  /** A constructor that fails leaves its connection open, and it would try for ever. */
  private void endConnecting() {
    // The flag would keep the connection from being closed; this thread ends here anyway.
    Thread.interrupted();
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives up connecting, or closes the client. */
  @Override
  public void close() {
    thread.interrupt();
    TreeCall.make(
        "close",
        () -> {
          thread.join();
          return thread;
        });
    ZkClient connected = client;
    if (connected != null) {
      connected.close();
    }
  }
}
