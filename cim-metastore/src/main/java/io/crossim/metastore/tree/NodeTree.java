package io.crossim.metastore.tree;

import io.crossim.common.result.UnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * A handle to the tree, with a session that the nodes made through it belong to. The handle
 * reconnects by itself and gets a new session when its old one has expired.
 *
 * <p>Calls come from one thread, and only while the handle is connected. They may block for as long
 * as a lost connection takes to be seen, and throw {@link UnavailableException} when they were not
 * carried out or nobody knows.
 */
public interface NodeTree extends AutoCloseable {

  /** The id of the session that what is created now belongs to. */
  long session();

  /** Makes a lasting node without data, and its parents, unless it stands there. */
  void ensure(String path);

  /** Makes a lasting node with data, and its parents, unless it stands there. */
  void keep(String path, String data);

  /**
   * Lets only members read and change a node that stands there, if this process proves to the store
   * that it is a member. Nodes that this process makes are closed to others from the start.
   */
  NodeAccess protect(String path);

  /** The names of the children, in any order; their next change is told to the listener. */
  List<String> children(String path);

  /** The node, if it is there. */
  Optional<StoredNode> read(String path);

  /** Makes a node that ends with the session. It must not be there yet. */
  void create(String path, String data);

  /** Puts a node that ends with the session in the place of another, in one step. */
  void replace(String path, String data);

  /** Takes a node away, if it is there. */
  void delete(String path);

  /** Ends the session, and with it the nodes made in it, if the store can be reached. */
  @Override
  void close();
}
