package io.crossim.metastore;

/** Which discovery is used. */
public enum MetaStoreKind {
  /** ZooKeeper through Curator. */
  ZOOKEEPER,
  /** ZooKeeper through zkclient; reads and writes the content that {@link #ZOOKEEPER} does. */
  ZKCLIENT,
  /** Inside this process only, for a server and a route that share one {@link MetaStore}. */
  MEMORY
}
