package io.crossim.server.push;

import com.google.protobuf.ByteString;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.PushReply;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.Feed;
import io.crossim.server.session.SessionRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;

/** Hands pushes of stored messages to the feeds of their receivers. Any thread; never blocks. */
@RequiredArgsConstructor
final class StoredPushes {

  private final SessionRegistry registry;
  private final PushMeters meters;

  CompletableFuture<PushReply> take(PushBatch batch) {
    Delivery delivery = new Delivery(batch.getPushesCount());
    for (int i = 0; i < batch.getPushesCount(); i++) {
      Push push = batch.getPushes(i);
      Function<Connection, PushOutcome> feed = feeding(push, payload(batch, push));
      for (Connection connection : registry.of(push.getReceiverId())) {
        delivery.add(i, connection, feed);
      }
    }
    return delivery
        .start()
        .thenApply(
            all -> {
              PushReply.Builder reply = PushReply.newBuilder();
              int taken = 0;
              int later = 0;
              for (int i = 0; i < batch.getPushesCount(); i++) {
                PushOutcome outcome = delivery.outcome(i);
                taken += outcome == PushOutcome.TAKEN ? 1 : 0;
                later += outcome == PushOutcome.LATER ? 1 : 0;
                reply.addOutcomes(outcome);
              }
              meters.pushed(taken, later, batch.getPushesCount());
              return reply.build();
            });
  }

  /** The message itself, its own or one that several pushes share; empty for none. */
  private static ByteString payload(PushBatch batch, Push push) {
    int shared = push.getSharedPayload();
    return shared >= 1 && shared <= batch.getPayloadsCount()
        ? batch.getPayloads(shared - 1)
        : push.getPayload();
  }

  /** What a push does with each connection of its receiver, on the connection's event loop. */
  private static Function<Connection, PushOutcome> feeding(Push push, ByteString payload) {
    if (payload.isEmpty()) { // what is new is only in the inbox
      return connection -> head(connection, push);
    }
    StoredMessage message =
        StoredMessage.newBuilder()
            .setSeq(push.getSeq())
            .setMessageId(push.getMessageId())
            .setStoredAt(push.getStoredAt())
            .setPayload(payload)
            .build();
    return connection -> feed(connection, push.getEpoch(), message);
  }

  private static PushOutcome head(Connection connection, Push push) {
    Feed feed = connection.feed();
    if (feed != null && connection.state().isLoggedIn()) {
      feed.head(push.getEpoch(), push.getSeq());
    }
    return PushOutcome.LATER;
  }

  private static PushOutcome feed(Connection connection, String epoch, StoredMessage message) {
    Feed feed = connection.feed();
    return feed == null || !connection.state().isLoggedIn()
        ? PushOutcome.LATER
        : feed.push(epoch, message);
  }
}
