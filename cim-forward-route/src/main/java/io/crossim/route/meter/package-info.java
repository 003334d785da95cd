/**
 * The stores and the servers behind this route, with a count of the calls to them. Callers do not
 * notice it.
 */
@NullMarked
package io.crossim.route.meter;

import org.jspecify.annotations.NullMarked;
