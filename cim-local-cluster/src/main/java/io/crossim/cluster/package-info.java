/**
 * A real cluster on one machine: ZooKeeper, Redis, servers and routes, each a process of its own
 * that can be killed, paused and started again. {@code ./cim cluster} and the integration tests
 * stand on it.
 */
@NullMarked
package io.crossim.cluster;

import org.jspecify.annotations.NullMarked;
