package io.crossim.it.faults;

import io.crossim.common.protocol.Frame;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user with a client of protocol v2 that stands behind a load balancer. */
final class V2Person implements AutoCloseable {

  /** Takes what came. */
  @FunctionalInterface
  interface Reader {
    void read(long senderId, String text);
  }

  private final List<Route> routes;
  private final User user;
  private final Reader reader;

  private int next;
  private @Nullable V2Client client;

  V2Person(List<Route> routes, User user, Reader reader) {
    this.routes = routes;
    this.user = user;
    this.reader = reader;
  }

  /** Connects if there is no connection, through whichever route answers. */
  synchronized void connectIfGone() {
    V2Client now = client;
    if (now != null && !now.isClosed()) {
      return;
    }
    if (now != null) {
      now.close();
      client = null;
    }
    Route route = routes.get(next++ % routes.size());
    client = V2Client.online(route.chooseServer(user), user, this::received);
    route.fetchOffline(user);
  }

  private void received(Frame frame) {
    long sender = Long.parseLong(frame.getPropertiesOrDefault("sendUserId", "0"));
    if (frame.getBatchCount() == 0) {
      reader.read(sender, frame.getText());
    }
    frame.getBatchList().forEach(text -> reader.read(sender, text));
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
