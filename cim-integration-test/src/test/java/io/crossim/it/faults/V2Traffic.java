package io.crossim.it.faults;

import io.crossim.common.protocol.Frame;
import io.crossim.it.client.Answer;
import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * People with clients of protocol v2: they send over HTTP, one call after the other, and connect
 * again when their connection is lost.
 */
final class V2Traffic extends Traffic {

  private static final long LOOK_EVERY_MS = 200;

  private final List<Route> routes;

  /** One thread for each sender, so that his calls keep their order. */
  private final List<ExecutorService> senders = new ArrayList<>();

  private final ScheduledExecutorService watch = Executors.newScheduledThreadPool(4);
  private final ConcurrentHashMap<User, V2Client> online = new ConcurrentHashMap<>();

  V2Traffic(List<Route> routes, int size) {
    this.routes = routes;
    for (int i = 0; i < size; i++) {
      User user = routes.get(i % routes.size()).register("ring");
      users.add(user);
      senders.add(Executors.newSingleThreadExecutor());
      connect(user);
    }
    for (User user : users) {
      watch.scheduleWithFixedDelay(
          () -> lookAfter(user), LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void connect(User user) {
    Route route = routes.get((int) (user.id() % routes.size()));
    online.put(
        user, V2Client.online(route.chooseServer(user), user, frame -> received(user, frame)));
  }

  private void lookAfter(User user) {
    V2Client client = online.get(user);
    if (client != null && !client.isClosed()) {
      return;
    }
    try {
      connect(user);
      routes.get(0).fetchOffline(user);
    } catch (RuntimeException | Error e) { // tried again at the next look
      online.remove(user);
    }
  }

  private void received(User user, Frame frame) {
    long sender = Long.parseLong(frame.getPropertiesOrDefault("sendUserId", "0"));
    if (frame.getBatchCount() == 0) {
      seen(user, sender, frame.getText());
    }
    frame.getBatchList().forEach(text -> seen(user, sender, text));
  }

  @Override
  void send(int sender, User receiver, String text) {
    Future<?> unused = senders.get(sender).submit(() -> call(sender, receiver, text));
  }

  /** A v2 client does not repeat what was refused; it takes any 200 for sent. */
  private void call(int sender, User receiver, String text) {
    try {
      Answer answer = routes.get(sender % routes.size()).toOne(users.get(sender), receiver, text);
      told(text, answer.status() == 200 ? Ledger.Told.ACCEPTED : Ledger.Told.REFUSED);
    } catch (RuntimeException e) {
      told(text, Ledger.Told.UNKNOWN);
    }
  }

  @Override
  public void close() {
    super.close();
    senders.forEach(ExecutorService::shutdownNow);
    watch.shutdownNow();
    online.values().forEach(V2Client::close);
  }
}
