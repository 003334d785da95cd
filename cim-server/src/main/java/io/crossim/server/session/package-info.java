/**
 * The sessions on this server, and their binding at a route. Calls to routes leave in batches and
 * do not block.
 */
@NullMarked
package io.crossim.server.session;

import org.jspecify.annotations.NullMarked;
