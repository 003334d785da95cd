/**
 * Drives load: users that log in and connect, sends in lanes, the pace of sends, and what becomes
 * of them. Everything here works for any CIM, one that speaks only protocol v2 too.
 */
@NullMarked
package io.crossim.benchmark.load;

import org.jspecify.annotations.NullMarked;
