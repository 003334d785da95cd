package io.crossim.it.faults;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.sdk.Client;
import io.crossim.sdk.ContinuityListener.Reason;
import io.crossim.sdk.SendStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** People who write through the client library. */
final class SdkTraffic extends Traffic {

  private final List<Client> clients = new ArrayList<>();

  SdkTraffic(List<Route> routes, int size) throws Exception {
    for (int i = 0; i < size; i++) {
      Route route = routes.get(i % routes.size());
      User user = route.register("ring");
      users.add(user);
      clients.add(
          Client.builder()
              .routeUrl(route.url())
              .user(user.id(), user.name())
              .backoff(Duration.ofMillis(100), Duration.ofSeconds(1))
              .listener(message -> seen(user, message.senderId(), message.text()))
              .continuityListener(reason -> broken(user, reason))
              .build());
    }
    for (Client client : clients) {
      client.start().get(30, TimeUnit.SECONDS);
    }
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
