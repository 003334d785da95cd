/**
 * What a server rehearses before it opens its ports, and who plays the others: two clients and a
 * route. The server itself is played by a copy of its parts.
 */
@NullMarked
package io.crossim.server.rehearsal;

import org.jspecify.annotations.NullMarked;
