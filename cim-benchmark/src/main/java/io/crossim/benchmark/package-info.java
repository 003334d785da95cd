/**
 * The load tool's way in: it drives a CIM through its public interfaces only, and checks every
 * message that it sends. What it can do is in the rooms below.
 */
@NullMarked
package io.crossim.benchmark;

import org.jspecify.annotations.NullMarked;
