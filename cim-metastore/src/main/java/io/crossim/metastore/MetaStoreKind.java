package io.crossim.metastore;

/** Which discovery is used. */
public enum MetaStoreKind {
  /** ZooKeeper through Curator. */
  ZOOKEEPER,
  /** The same ZooKeeper content through zkclient. */
  ZKCLIENT,
  /** Inside this process only, for a server and a route that share one {@link MetaStore}. */
  MEMORY
}
