/**
 * What processes on this machine cost: their CPU time and their memory. The processes are named by
 * their ids; one may also be killed, where a load asks for a crash.
 */
@NullMarked
package io.crossim.benchmark.process;

import org.jspecify.annotations.NullMarked;
