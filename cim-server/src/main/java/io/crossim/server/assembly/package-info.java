/**
 * Wires the parts of a server to each other, once for all who need one: Spring, the warm-up and
 * tests.
 */
@NullMarked
package io.crossim.server.assembly;

import org.jspecify.annotations.NullMarked;
