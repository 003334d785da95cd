/**
 * Sends messages through a copy of a service before it opens its ports, so that the first real ones
 * find loaded and started what they need. No data, no count and no session of the service is
 * touched, and nothing is left.
 */
@NullMarked
package io.crossim.service.warmup;

import org.jspecify.annotations.NullMarked;
