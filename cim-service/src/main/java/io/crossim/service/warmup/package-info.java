/**
 * A service plays some messages through before it takes any, so that the first ones find loaded and
 * started what they need. It does so on a stage: no data, no count and no session of the service is
 * touched, and nothing is left.
 */
@NullMarked
package io.crossim.service.warmup;

import org.jspecify.annotations.NullMarked;
