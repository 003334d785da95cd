/**
 * What the server knows of one TCP connection: its state, its one way in for writes, its one door
 * for closing. Nothing here knows commands or routes.
 */
@NullMarked
package io.crossim.server.connection;

import org.jspecify.annotations.NullMarked;
