/**
 * Discovery inside one process, for a server and a route that run in it together. It needs nothing
 * else and can't be away.
 */
@NullMarked
package io.crossim.metastore.memory;

import org.jspecify.annotations.NullMarked;
