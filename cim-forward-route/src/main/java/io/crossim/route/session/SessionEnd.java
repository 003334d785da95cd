package io.crossim.route.session;

import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** Ends the sessions of a user, wherever they are. */
@RequiredArgsConstructor
public final class SessionEnd {

  private final SessionLookup sessions;
  private final SessionConflicts connections;

  /**
   * Tells every connection of a user that it is over; a server that is away is told when it answers
   * again. Never blocks.
   *
   * @param text what the clients are told
   * @return fails with an {@link UnavailableException} when it is not known where they are
   */
  public CompletableFuture<Void> of(long userId, String text) {
    return sessions
        .of(userId)
        .thenAccept(
            held ->
                held.forEach(session -> connections.end(session, ResultCode.TOKEN_INVALID, text)));
  }
}
