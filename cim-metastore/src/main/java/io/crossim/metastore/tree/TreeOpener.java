package io.crossim.metastore.tree;

/** Opens a handle to the tree. */
@FunctionalInterface
public interface TreeOpener {

  /** Returns at once; {@link TreeListener#connected} follows when the store answers. */
  NodeTree open(TreeListener listener);
}
