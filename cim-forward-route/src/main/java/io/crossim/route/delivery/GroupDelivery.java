package io.crossim.route.delivery;

import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.link.EveryServer;
import io.crossim.server.api.Broadcast;
import lombok.RequiredArgsConstructor;

/** Brings a message to everyone online. */
@RequiredArgsConstructor
public final class GroupDelivery {

  private final EveryServer servers;

  /** One call per live server; returns when all have answered. */
  public void deliver(StoredAccount sender, String text) {
    Broadcast broadcast =
        Broadcast.newBuilder()
            .setSenderId(sender.userId())
            .setSenderName(sender.userName())
            .setText(text)
            .build();
    servers.ask(server -> server.broadcast(broadcast));
  }
}
