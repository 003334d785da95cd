/**
 * Discovery on ZooKeeper through zkclient, for those who have settled on that client. Here stands
 * only how zkclient is called; the rest is in {@link io.crossim.metastore.tree}.
 */
@NullMarked
package io.crossim.metastore.zkclient;

import org.jspecify.annotations.NullMarked;
