/**
 * Calls an application's listeners one at a time and in order. What waits for them is bounded, and
 * the filling side is told when there is room again.
 */
@NullMarked
package io.crossim.sdk.delivery;

import org.jspecify.annotations.NullMarked;
