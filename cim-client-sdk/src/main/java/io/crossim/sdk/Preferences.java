package io.crossim.sdk;

import io.crossim.common.result.ResultCode;
import io.crossim.route.api.BlockRequest;
import io.crossim.route.api.GroupApi;
import io.crossim.route.api.MuteRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Whom and what a client's user wants to hear of. What is set counts for all devices of the user,
 * at once.
 *
 * <p>Calls, threads and failures are those of {@link Groups}. Repeating a call changes nothing.
 */
@RequiredArgsConstructor
public final class Preferences {

  private final long userId;
  private final RouteCalls calls;

  /**
   * Refuses what another user sends to this one from now on, or takes it again. Their sends fail
   * with {@link ResultCode#BLOCKED}, and they cannot make this user a member of a group. What is
   * said in groups, and to everyone, still comes.
   *
   * @return fails with {@link ResultCode#NOT_ALLOWED} when the user has blocked 1,000 others
   */
  public CompletableFuture<Void> block(long other, boolean blocked) {
    BlockRequest request = new BlockRequest(userId, other, blocked, /* reqNo= */ null);
    return done(route -> route.block(request));
  }

  /**
   * Notes that the user is not to be notified of a conversation for some time. Its messages come as
   * before: what shows them reads the note from {@link Client#conversations}, on each device.
   *
   * @param conversation a group, or a user where the cluster keeps private history
   * @param until null for always
   * @return fails with {@link ResultCode#NOT_ALLOWED} when 1,000 conversations are muted
   */
  public CompletableFuture<Void> mute(Conversation conversation, @Nullable Instant until) {
    return noteMute(conversation, until == null ? null : until.toEpochMilli());
  }

  /** Has the user notified of a conversation again. */
  public CompletableFuture<Void> unmute(Conversation conversation) {
    return noteMute(conversation, 0L);
  }

  private CompletableFuture<Void> noteMute(Conversation conversation, @Nullable Long until) {
    MuteRequest request =
        new MuteRequest(
            userId, conversation.groupId(), conversation.peerId(), until, /* reqNo= */ null);
    return done(route -> route.mute(request));
  }

  /** Asks whom the user has blocked, by ascending id. */
  public CompletableFuture<List<Long>> blocked() {
    return calls.repeatable(route -> route.blocked(userId).users());
  }

  private CompletableFuture<@Nullable Void> done(Consumer<GroupApi> call) {
    CompletableFuture<Boolean> called =
        calls.repeatable(
            route -> {
              call.accept(route);
              return true;
            });
    return Results.<Boolean, @Nullable Void>map(called, yes -> null);
  }
}
