/**
 * The messages that a route sends through a copy of itself, with stores in memory, before it opens
 * its port, with a stand-in for a cim-server.
 */
@NullMarked
package io.crossim.route.warmup;

import org.jspecify.annotations.NullMarked;
