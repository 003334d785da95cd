/**
 * A load tool: it drives a CIM through its public interfaces only, checks every message that it
 * sends, and has a null server to be compared with.
 */
@NullMarked
package io.crossim.benchmark;

import org.jspecify.annotations.NullMarked;
