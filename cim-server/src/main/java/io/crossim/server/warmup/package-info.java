/**
 * What a server warms up with before it opens its ports, and who plays the others: two clients and
 * a route. The server itself is played by a copy of its parts.
 */
@NullMarked
package io.crossim.server.warmup;

import org.jspecify.annotations.NullMarked;
