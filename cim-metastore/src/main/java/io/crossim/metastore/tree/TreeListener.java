package io.crossim.metastore.tree;

/** What a {@link NodeTree} tells; from any thread, calls return at once. */
public interface TreeListener {

  /** There is a connection, with the session of before or a new one. */
  void connected();

  /** The connection is lost; the session may live on. */
  void disconnected();

  /** Children that were read have changed. */
  void changed();
}
