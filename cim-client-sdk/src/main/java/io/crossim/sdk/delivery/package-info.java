/**
 * Calls an application's listeners one at a time and in order. What waits for them is bounded, and
 * whoever fills it is told when there is room again.
 */
@NullMarked
package io.crossim.sdk.delivery;

import org.jspecify.annotations.NullMarked;
