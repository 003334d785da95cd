package io.crossim.metastore.tree;

/**
 * A node as it stands in the tree.
 *
 * @param data empty if there is none
 * @param owner the session that the node ends with; 0 if it stays for ever
 */
public record StoredNode(String data, long owner) {}
