/**
 * Discovery on ZooKeeper through Curator, the default. Here stands only how Curator is called; the
 * rest is in {@link io.crossim.metastore.tree}.
 */
@NullMarked
package io.crossim.metastore.curator;

import org.jspecify.annotations.NullMarked;
