/**
 * What the load and the null server share: event loops, and frames to and from bytes. Both cost as
 * little as they can, because what they take is missing to what is measured.
 */
@NullMarked
package io.crossim.benchmark.transport;

import org.jspecify.annotations.NullMarked;
