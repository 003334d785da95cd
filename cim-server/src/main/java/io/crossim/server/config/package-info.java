/**
 * The server's properties and its wiring. {@link io.crossim.server.config.ServerConfiguration}
 * brings the others along; the single process imports it too.
 */
@NullMarked
package io.crossim.server.config;

import org.jspecify.annotations.NullMarked;
