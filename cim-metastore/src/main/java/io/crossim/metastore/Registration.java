package io.crossim.metastore;

/** A node that is kept in discovery. */
public interface Registration extends AutoCloseable {

  /** Whether the node stands in the store, as far as is known here. */
  boolean isRegistered();

  /**
   * Runs a task after every time that the node was registered, also once now if it is. Tasks run
   * one at a time on the store's own thread and must not block it for long.
   */
  void onRegistered(Runnable task);

  /** Leaves discovery; returns when the node is gone or the store is away. Idempotent. */
  @Override
  void close();
}
