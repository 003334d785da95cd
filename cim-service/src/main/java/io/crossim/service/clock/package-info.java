/** The time of day of a service. */
@NullMarked
package io.crossim.service.clock;

import org.jspecify.annotations.NullMarked;
