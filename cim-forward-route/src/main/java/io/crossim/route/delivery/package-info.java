/**
 * Live messages on their way to the servers that hold the receivers. One call per server, never one
 * per user.
 */
@NullMarked
package io.crossim.route.delivery;

import org.jspecify.annotations.NullMarked;
