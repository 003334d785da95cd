/**
 * The standard set: starts what is measured, runs the tool's own commands against it and against
 * the null server, and writes the page about it. A part that fails is told in the page.
 */
@NullMarked
package io.crossim.benchmark.report;

import org.jspecify.annotations.NullMarked;
