/**
 * The order of stored messages on the wire: one feed per connection, which knows what was written,
 * and reads from a route whatever a push did not bring in order.
 */
@NullMarked
package io.crossim.server.inbox;

import org.jspecify.annotations.NullMarked;
