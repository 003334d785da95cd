/**
 * What a service tells of itself: whether it is ready and alive, and which one it is. Endpoints of
 * the management port and the main HTTP port answer it.
 */
@NullMarked
package io.crossim.service.operation;

import org.jspecify.annotations.NullMarked;
