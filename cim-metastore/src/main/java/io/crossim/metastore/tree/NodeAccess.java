package io.crossim.metastore.tree;

/** The result of {@link NodeTree#protect}, which lets only members read and change a node. */
public enum NodeAccess {
  /** It is so already, the node is not there, or nobody asked for it. */
  UNCHANGED,
  /** The node was open to others and has just been closed. */
  WAS_OPEN,
  /** The node belongs to somebody else, and only its owner may close it. */
  REFUSED
}
