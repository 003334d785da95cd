/**
 * How a service starts: common defaults, old property names, and a failed start told in one
 * sentence. Main classes call {@link io.crossim.service.start.ServiceRunner} and do nothing else.
 */
@NullMarked
package io.crossim.service.start;

import org.jspecify.annotations.NullMarked;
