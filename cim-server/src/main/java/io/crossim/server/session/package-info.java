/**
 * Who is logged in on this server, and the binding of those sessions at a route. Calls to routes
 * leave in batches and do not block.
 */
@NullMarked
package io.crossim.server.session;

import org.jspecify.annotations.NullMarked;
