package io.crossim.sdk.sending;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One send on its way. */
final class Outgoing {

  final Runnable call;
  final CompletableFuture<Outcome> result = new CompletableFuture<>();

  /** Whether the call has begun at least once and may have left. */
  boolean tried;

  int attempts;
  @Nullable Future<?> expiry;

  Outgoing(Runnable call) {
    this.call = call;
  }
}
