/**
 * Discovery over a tree of nodes, as ZooKeeper keeps one: what the nodes say, who keeps them there
 * and how lists follow them. It knows no client library; each of those gives it a {@link
 * io.crossim.metastore.tree.NodeTree}.
 */
@NullMarked
package io.crossim.metastore.tree;

import org.jspecify.annotations.NullMarked;
