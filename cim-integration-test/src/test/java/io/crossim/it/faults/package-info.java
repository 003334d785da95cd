/**
 * Breaks parts of a cluster while people write to each other, and keeps a ledger of every message:
 * what was accepted has to arrive once and in order.
 */
@NullMarked
package io.crossim.it.faults;

import org.jspecify.annotations.NullMarked;
