/**
 * The messages that a server sends through a copy of itself before it opens its ports, with
 * stand-ins for two clients and a route.
 */
@NullMarked
package io.crossim.server.warmup;

import org.jspecify.annotations.NullMarked;
