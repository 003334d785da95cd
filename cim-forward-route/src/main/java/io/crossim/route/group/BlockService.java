package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.route.access.Caller;
import io.crossim.route.api.BlockRequest;
import io.crossim.route.api.BlockedUsers;
import io.crossim.service.clock.Deadline;
import io.crossim.service.web.Checks;
import java.util.concurrent.CompletableFuture;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Notes whose messages users do not take. The inbox judges what is sent to it and who adds its user
 * to a group; the conversation of two users judges what one of them posts. Never blocks.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class BlockService {

  private final InboxStore inboxes;
  private final ConversationStore store;
  private final Actors actors;
  private final CountedActors countedActors;

  /** Has a user refuse the messages of another one, or take them again. */
  public CompletableFuture<Void> block(BlockRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    long peer = Checks.userId("peerId", request.peerId());
    Boolean blocked = request.blocked();
    if (blocked == null) {
      throw CimException.invalid("blocked", "nothing", "true or false");
    } else if (request.userId() != null && request.userId() == peer) {
      throw CimException.invalid("peerId", peer, "another user than userId");
    }
    return CallTime.bound(
        countedActors
            .user(request.userId(), caller)
            .thenCompose(
                user ->
                    blocked
                        ? actors
                            .registered("peerId", peer)
                            .thenCompose(known -> note(new Block(user.userId(), peer, true)))
                        : note(new Block(user.userId(), peer, false))),
        limit);
  }

  /** Both stores are told; a repeat goes on where it ended. */
  private CompletableFuture<Void> note(Block block) {
    return inboxes
        .block(block)
        .thenCompose(
            outcome -> {
              check(block, outcome);
              return store.block(block.userId(), block.other(), block.isSet());
            });
  }

  private static void check(Block block, PreferenceOutcome outcome) {
    switch (outcome) {
      case DONE -> {}
      case FULL ->
          throw CimException.refused(
              ResultCode.NOT_ALLOWED,
              "peerId: one user more",
              "at most " + Block.MOST + " blocked");
      case BROKEN ->
          throw new CimException(
              ResultCode.SAVE_FAILED,
              "the inbox of user " + block.userId() + " is damaged; nothing was changed");
    }
  }

  /** Whom a user has blocked. */
  public CompletableFuture<BlockedUsers> blocked(@Nullable Long userId, Caller caller) {
    Deadline limit = CallTime.begin();
    return CallTime.bound(
        actors
            .user(userId, caller)
            .thenCompose(user -> inboxes.blocked(user.userId()))
            .thenApply(users -> new BlockedUsers(users.stream().sorted().toList())),
        limit);
  }
}
