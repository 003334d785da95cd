/**
 * Wires the parts of a route to each other, once for all who need one: Spring, the warm-up and
 * tests.
 */
@NullMarked
package io.crossim.route.assembly;

import org.jspecify.annotations.NullMarked;
