/**
 * Messages on their way up: what a v3 client sends goes to a route in batches and stays in order,
 * however often that has to be tried.
 */
@NullMarked
package io.crossim.server.uplink;

import org.jspecify.annotations.NullMarked;
