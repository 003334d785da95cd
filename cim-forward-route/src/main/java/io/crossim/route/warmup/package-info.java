/**
 * What a route warms up with before it opens its port, and who plays a cim-server. The route itself
 * is played by a copy of its parts, with stores in memory.
 */
@NullMarked
package io.crossim.route.warmup;

import org.jspecify.annotations.NullMarked;
