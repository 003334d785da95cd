package io.crossim.server.uplink;

import io.crossim.route.api.SendItem;
import io.crossim.server.connection.Connection;
import io.opentelemetry.api.trace.Span;

/**
 * A message and the connection that it came from.
 *
 * @param span ends when the sender has its answer
 */
record Upload(Connection connection, SendItem item, Span span) {}
