package io.crossim.route.group;

import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.Caller;
import io.crossim.route.conversation.GroupTraffic;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who changes something: a group, or whom and what they want to hear of. Counts the
 * change by them. Never blocks.
 */
@RequiredArgsConstructor
final class CountedActors {

  private final Actors actors;
  private final GroupTraffic traffic;

  /**
   * The user of a change.
   *
   * @return fails as {@link Actors#user}, and when they change too much
   */
  CompletableFuture<StoredAccount> user(@Nullable Long userId, Caller caller) {
    return counted(actors.user(userId, caller), caller);
  }

  /**
   * The user of a change, or the system.
   *
   * @return fails as {@link Actors#userOrSystem}, and when they change too much
   */
  CompletableFuture<StoredAccount> userOrSystem(@Nullable Long userId, Caller caller) {
    return counted(actors.userOrSystem(userId, caller), caller);
  }

  private CompletableFuture<StoredAccount> counted(
      CompletableFuture<StoredAccount> actor, Caller caller) {
    return actor.thenApply(
        by -> {
          traffic.change(caller.address(), by.userId());
          return by;
        });
  }
}
