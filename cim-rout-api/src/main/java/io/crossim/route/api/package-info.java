/**
 * The HTTP contract of the route service: what clients and scripts call ({@link
 * io.crossim.route.api.RouteApi}), what cim-servers call ({@link io.crossim.route.api.SessionApi}),
 * and a typed client for both.
 */
@NullMarked
package io.crossim.route.api;

import org.jspecify.annotations.NullMarked;
