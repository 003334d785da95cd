/**
 * Who is online, asked of the servers that hold the connections, and the hint that somebody no
 * longer is.
 */
@NullMarked
package io.crossim.route.presence;

import org.jspecify.annotations.NullMarked;
