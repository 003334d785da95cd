package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.link.ServerFanOut;
import io.crossim.route.link.ServerFanOut.Answers;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import java.time.Clock;
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
   * @return false when nobody else is online; true also where a server did not say
   */
  public CompletableFuture<Boolean> deliver(
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
    return servers.ask(server -> server.broadcast(broadcast)).thenApply(this::count);
  }

  /** Returns whether somebody else may be online. */
  private boolean count(Answers<BroadcastReply> answers) {
    long receivers = 0;
    long missed = 0;
    for (BroadcastReply answer : answers.given()) {
      receivers += answer.getReceivers();
      missed += answer.getMissed();
    }
    meters.toAll(receivers);
    return receivers + missed > 0 || !answers.areComplete();
  }
}
