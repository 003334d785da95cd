/** The time of day of a service, and the time that its callers give it. */
@NullMarked
package io.crossim.service.clock;

import org.jspecify.annotations.NullMarked;
