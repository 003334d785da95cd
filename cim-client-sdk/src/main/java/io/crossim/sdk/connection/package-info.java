/**
 * Makes a connection, watches it and makes another one when it is lost: a connector that connects,
 * a watchdog that notices, and events that tell.
 */
@NullMarked
package io.crossim.sdk.connection;

import org.jspecify.annotations.NullMarked;
