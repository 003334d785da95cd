package io.crossim.server.uplink;

import io.crossim.route.api.SendItem;
import io.crossim.server.connection.Connection;

/** A message and the connection that it came from. */
record Upload(Connection connection, SendItem item) {}
