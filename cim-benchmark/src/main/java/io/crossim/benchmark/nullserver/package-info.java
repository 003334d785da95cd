/**
 * A server that answers like a CIM and does nothing: the same HTTP answers, the same frames, no
 * storage. What it reaches is what this machine and this tool can do.
 */
@NullMarked
package io.crossim.benchmark.nullserver;

import org.jspecify.annotations.NullMarked;
