package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.link.ServerFanOut;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** Brings a message to everyone online. */
@RequiredArgsConstructor
public final class BroadcastDelivery {

  private final ServerFanOut servers;
  private final Clock clock;
  private final DeliveryMeters meters;

  /**
   * One call per live server, side by side; done when all have answered. Never blocks.
   *
   * @param contentType empty for text/plain
   * @param clientMsgId empty when the message has none
   */
  public CompletableFuture<Void> deliver(
      StoredAccount sender, String contentType, ByteString body, String clientMsgId) {
    Broadcast broadcast =
        Broadcast.newBuilder()
            .setSenderId(sender.userId())
            .setSenderName(sender.userName())
            .setContentType(contentType)
            .setBody(body)
            .setClientMsgId(clientMsgId)
            .setSentAt(clock.millis())
            .build();
    return servers.ask(server -> server.broadcast(broadcast)).thenAccept(this::count);
  }

  private void count(List<BroadcastReply> answers) {
    long receivers = 0;
    for (BroadcastReply answer : answers) {
      receivers += answer.getReceivers();
    }
    meters.toAll(receivers);
  }
}
