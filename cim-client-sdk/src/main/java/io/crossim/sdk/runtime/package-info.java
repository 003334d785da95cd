/**
 * The threads and the HTTP client that all clients of a JVM share. They exist while at least one
 * client does.
 */
@NullMarked
package io.crossim.sdk.runtime;

import org.jspecify.annotations.NullMarked;
