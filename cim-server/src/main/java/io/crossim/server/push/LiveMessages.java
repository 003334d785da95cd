package io.crossim.server.push;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.SendRequest;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.session.SessionRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.RequiredArgsConstructor;

/** Sends messages that no inbox holds: those to everyone, and those of scripts. Never blocks. */
@RequiredArgsConstructor
final class LiveMessages {

  private final ConnectionsByLoop connections;
  private final SessionRegistry registry;
  private final PushMeters meters;

  /** The largest frame that a script may make, in bytes. */
  private final int maxFrame;

  /**
   * Sends a message that a script made, to the connections of one user.
   *
   * @return whether a connection took it
   * @throws CimException that names the field which is wrong
   */
  CompletableFuture<Boolean> send(SendRequest request) {
    Frame frame = PushFrames.of(request);
    if (frame.getSerializedSize() > maxFrame) {
      throw CimException.invalid(
          "msg", frame.getSerializedSize() + " bytes", "at most " + maxFrame + " with properties");
    }
    Delivery delivery = new Delivery(1);
    LiveMessage message = new LiveMessage(dialect -> dialect.script(frame));
    for (Connection connection : registry.of(frame.getId())) {
      delivery.add(
          0, connection, to -> message.deliver(to) ? PushOutcome.TAKEN : PushOutcome.LATER);
    }
    return delivery.start().thenApply(all -> delivery.outcome(0) == PushOutcome.TAKEN);
  }

  /** Sends a message to everybody here but its sender. */
  CompletableFuture<BroadcastReply> broadcast(Broadcast broadcast) {
    LiveMessage message = new LiveMessage(dialect -> dialect.broadcast(broadcast));
    AtomicInteger others = new AtomicInteger();
    return connections
        .onEachLoop(
            connection -> {
              if (!connection.state().isLoggedIn()
                  || connection.userId() == broadcast.getSenderId()) {
                return false;
              }
              others.incrementAndGet();
              return message.deliver(connection);
            })
        .thenApply(
            receivers -> {
              meters.broadcast(receivers);
              return BroadcastReply.newBuilder()
                  .setReceivers(receivers)
                  .setMissed(others.get() - receivers)
                  .build();
            });
  }
}
