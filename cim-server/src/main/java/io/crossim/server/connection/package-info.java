/**
 * What the server knows of one TCP connection: its state, its one way in for writes, its one door
 * for closing. What depends on a protocol or on an inbox stands here as an interface: {@link
 * io.crossim.server.connection.Dialect} and {@link io.crossim.server.connection.Feed}.
 */
@NullMarked
package io.crossim.server.connection;

import org.jspecify.annotations.NullMarked;
