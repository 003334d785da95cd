/**
 * Presence: asks the servers that hold the connections for the users online, and takes the hint
 * that one no longer is.
 */
@NullMarked
package io.crossim.route.presence;

import org.jspecify.annotations.NullMarked;
