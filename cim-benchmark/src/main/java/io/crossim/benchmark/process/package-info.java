/**
 * What processes on this machine cost: their CPU time and their memory. The processes are named by
 * their ids and are only looked at.
 */
@NullMarked
package io.crossim.benchmark.process;

import org.jspecify.annotations.NullMarked;
