/** Traces of messages, as a receiver of OTLP gets them from real processes. */
package io.crossim.it.trace;
