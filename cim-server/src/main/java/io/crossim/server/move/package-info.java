/**
 * How v3 clients come to another server: all of them when this one is drained, some when another
 * one has joined. They are only ever asked; what they do then is theirs, and nothing here waits.
 */
@NullMarked
package io.crossim.server.move;

import org.jspecify.annotations.NullMarked;
