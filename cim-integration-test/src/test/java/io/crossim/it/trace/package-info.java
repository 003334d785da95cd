/**
 * Traces of messages, as a receiver of OTLP gets them from real processes. It runs in the test, and
 * parses what comes as any collector would.
 */
@NullMarked
package io.crossim.it.trace;

import org.jspecify.annotations.NullMarked;
