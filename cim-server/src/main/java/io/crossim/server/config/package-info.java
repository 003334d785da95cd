/**
 * The server's properties and its wiring. One configuration class, which the single process imports
 * too.
 */
@NullMarked
package io.crossim.server.config;

import org.jspecify.annotations.NullMarked;
