package io.crossim.route.delivery;

import io.crossim.persistence.conversation.PostOutcome;
import java.util.concurrent.CompletableFuture;

/**
 * What became of a post.
 *
 * @param taken whether a live connection of the receiver of a private message took it; it may never
 *     be told, so whoever waits has a limit. Of a post to a group: that nobody asks
 */
public record PostResult(PostOutcome outcome, CompletableFuture<Boolean> taken) {

  /** One that nobody asks for whether it was taken. */
  public static PostResult stored(PostOutcome outcome) {
    return new PostResult(outcome, PushHints.NOT_TAKEN);
  }
}
