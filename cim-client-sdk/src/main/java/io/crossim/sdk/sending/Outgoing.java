package io.crossim.sdk.sending;

import io.crossim.common.protocol.Message;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One send on its way. */
final class Outgoing {

  final Runnable call;

  /** The same for a v3 server, its id included; null for a send that only the route takes. */
  final @Nullable Message message;

  final CompletableFuture<Outcome> result = new CompletableFuture<>();

  /** Whether the call has begun at least once and may have left. */
  boolean tried;

  int attempts;
  @Nullable Future<?> expiry;

  Outgoing(Runnable call, @Nullable Message message) {
    this.call = call;
    this.message = message;
  }
}
