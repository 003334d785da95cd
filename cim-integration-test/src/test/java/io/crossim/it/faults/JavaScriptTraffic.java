package io.crossim.it.faults;

import io.crossim.it.client.NodePeople;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** People who write over WebSocket with the JavaScript library, all in one process of node. */
final class JavaScriptTraffic extends Traffic {

  private final NodePeople people;
  private final Map<String, User> byName = new ConcurrentHashMap<>();

  JavaScriptTraffic(List<Route> routes, int size, Path logs) throws IOException {
    people = NodePeople.start(logs, routes.stream().map(Route::url).toArray(String[]::new));
    people.listener(this::happened);
    for (int i = 0; i < size; i++) {
      User user = routes.get(i % routes.size()).register("ring");
      users.add(user);
      byName.put(user.name(), user);
    }
    people.online(users);
  }

  private void happened(NodePeople.Event event) {
    switch (event.event()) {
      case "message" -> seen(byName.get(event.user()), event.from(), event.text());
      case "sent" ->
          told(
              event.text(),
              event.status().equals("UNKNOWN") ? Ledger.Told.UNKNOWN : Ledger.Told.ACCEPTED);
      case "failed" -> told(event.text(), Ledger.Told.REFUSED);
      case "broken" -> {
        broken();
        if (event.text().equals("STORE_WENT_BACK")) {
          wentBack(byName.get(event.user()));
        }
      }
      default -> {
        // A state.
      }
    }
  }

  @Override
  void addGroups(GroupTraffic.Size size) {
    if (size.groups() > 0) {
      throw new UnsupportedOperationException("these people make no groups");
    }
  }

  @Override
  void send(int sender, User receiver, String text) {
    people.send(users.get(sender), receiver, text);
  }

  @Override
  public void close() {
    super.close();
    try {
      people.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
