package io.crossim.it.faults;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientState;
import io.crossim.sdk.ContinuityListener.Reason;
import io.crossim.sdk.Conversation;
import io.crossim.sdk.ReceivedMessage;
import io.crossim.sdk.SendStatus;
import io.crossim.sdk.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** People who write through the client library. */
final class SdkTraffic extends Traffic {

  private final List<Client> clients = new ArrayList<>();
  private final AtomicInteger reconnects = new AtomicInteger();

  SdkTraffic(List<Route> routes, int size) throws Exception {
    this(
        routes,
        IntStream.range(0, size)
            .mapToObj(i -> routes.get(i % routes.size()).register("ring"))
            .toList());
  }

  SdkTraffic(List<Route> routes, List<User> people) throws Exception {
    for (User user : people) {
      Route route = routes.get(users.size() % routes.size());
      users.add(user);
      clients.add(
          Client.builder()
              .routeUrls(startingWith(route, routes))
              .user(user.id(), user.name())
              .backoff(Duration.ofMillis(100), Duration.ofSeconds(1))
              .listener(message -> seen(user, message))
              .stateListener(this::changed)
              .continuityListener(reason -> broken(user, reason))
              .build());
    }
    for (Client client : clients) {
      client.start().get(30, TimeUnit.SECONDS);
    }
  }

  /** Makes groups of them, each user in one at most. */
  void addGroups(GroupTraffic.Size size) throws Exception {
    for (int i = 0; i < size.groups(); i++) {
      int from = i * size.members();
      int to = from + size.members();
      groups.make(clients.subList(from, to), users.subList(from, to));
    }
  }

  private void seen(User user, ReceivedMessage message) {
    if (message.conversation().type() == Conversation.Type.GROUP) {
      groups.seen(user, message);
    } else {
      seen(user, message.senderId(), message.text());
    }
  }

  private void changed(StateChange change) {
    if (change.after() == ClientState.RECONNECTING) {
      reconnects.incrementAndGet();
    }
  }

  private static List<String> startingWith(Route first, List<Route> routes) {
    return Stream.concat(Stream.of(first), routes.stream()).map(Route::url).distinct().toList();
  }

  /** How often a client lost its connection before it had another one. */
  int reconnects() {
    return reconnects.get();
  }

  /** How many clients are on the server with this TCP port. */
  int on(int port) {
    return (int)
        clients.stream()
            .flatMap(client -> client.server().stream())
            .filter(server -> server.cimServerPort() == port)
            .count();
  }

  private void broken(User user, Reason reason) {
    broken();
    if (reason == Reason.STORE_WENT_BACK) {
      wentBack(user);
    }
  }

  @Override
  void send(int sender, User receiver, String text) {
    clients
        .get(sender)
        .send(receiver.id(), text)
        .whenComplete(
            (result, error) ->
                told(
                    text,
                    error != null
                        ? Ledger.Told.REFUSED
                        : result.status() == SendStatus.UNKNOWN
                            ? Ledger.Told.UNKNOWN
                            : Ledger.Told.ACCEPTED));
  }

  @Override
  public void close() {
    super.close();
    clients.forEach(Client::close);
  }
}
