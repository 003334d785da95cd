package io.crossim.server.gateway;

import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import java.time.Duration;

/**
 * Closes the connections whose time is over. One sweep per event loop and second stands for the two
 * timers that each connection would need.
 *
 * @param login how long a login may take, until a route has accepted it
 * @param heartbeat how long nothing may be read
 */
record Sweep(Duration login, Duration heartbeat) {

  void over(Iterable<Connection> connections) {
    connections.forEach(this::over);
  }

  private void over(Connection connection) {
    switch (connection.state()) {
      case CONNECTED, BINDING -> {
        if (connection.liveness().age().compareTo(login) > 0) {
          connection.close(CloseReason.LOGIN_TIMEOUT);
        }
      }
      case BOUND, MUTED -> {
        Duration silence = connection.liveness().silence();
        if (silence.compareTo(heartbeat) > 0) {
          connection.close(CloseReason.SILENT);
        } else if (silence.compareTo(heartbeat.dividedBy(2)) > 0) {
          connection.dialect().keepAlive(connection);
        }
      }
      case CLOSED -> {}
    }
  }
}
