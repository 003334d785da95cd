package io.crossim.metastore.tree;

/** What became of the wish that only members may read and change a node. */
public enum NodeAccess {
  /** It is so already, the node is not there, or nobody asked for it. */
  UNCHANGED,
  /** Others could read or change it until now. */
  WAS_OPEN,
  /** The node is somebody else's, who alone may change that. */
  REFUSED
}
