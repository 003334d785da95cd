/**
 * The route service: stateless, as many as you like. Only the start of the process stands here; the
 * rooms below hold the work.
 */
@NullMarked
package io.crossim.route;

import org.jspecify.annotations.NullMarked;
