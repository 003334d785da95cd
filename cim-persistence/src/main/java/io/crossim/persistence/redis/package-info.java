/**
 * How the stores talk to Redis: one shared connection, commands in flight side by side, and an end
 * to every wait. Single, Sentinel and Cluster look the same from here.
 */
@NullMarked
package io.crossim.persistence.redis;

import org.jspecify.annotations.NullMarked;
