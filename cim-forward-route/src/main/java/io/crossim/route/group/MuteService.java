package io.crossim.route.group;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Mute;
import io.crossim.persistence.inbox.PreferenceOutcome;
import io.crossim.route.access.Caller;
import io.crossim.route.api.MuteRequest;
import io.crossim.service.clock.Deadline;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Notes of which conversations users are not to be notified. Messages of these come as those of
 * others do; who notifies a user reads the note. Never blocks.
 */
public final class MuteService {

  private final InboxStore inboxes;
  private final MembershipCheck memberships;
  private final CountedActors countedActors;
  private final Targets targets;

  MuteService(
      InboxStore inboxes, ConversationStore store, CountedActors countedActors, Targets targets) {
    this.inboxes = inboxes;
    this.memberships = new MembershipCheck(store);
    this.countedActors = countedActors;
    this.targets = targets;
  }

  /** Notes it for a member, or takes the note back. */
  public CompletableFuture<Void> mute(MuteRequest request, Caller caller) {
    Deadline limit = CallTime.begin();
    Targets.Target target = targets.of(request.groupId(), request.peerId());
    long until = until(request.until());
    return CallTime.bound(
        countedActors
            .user(request.userId(), caller)
            .thenCompose(user -> mute(new Mute(user.userId(), target.of(user.userId()), until))),
        limit);
  }

  private static long until(@Nullable Long value) {
    if (value == null) {
      return Mute.FOREVER;
    }
    if (value < 0 || value > Mute.FOREVER) {
      throw CimException.invalid(
          "until", value, "milliseconds since 1970, 0 to end it, or nothing for good");
    }
    return value;
  }

  private CompletableFuture<Void> mute(Mute mute) {
    return memberships
        .standing(mute.conversation(), mute.userId())
        .thenCompose(standing -> inboxes.mute(mute))
        .thenApply(
            outcome -> {
              check(mute, outcome);
              return null;
            });
  }

  private static void check(Mute mute, PreferenceOutcome outcome) {
    switch (outcome) {
      case DONE -> {}
      case FULL ->
          throw CimException.refused(
              ResultCode.NOT_ALLOWED,
              mute.conversation().isGroup() ? "groupId: one more" : "peerId: one more",
              "at most " + Mute.MOST + " conversations muted");
      case BROKEN ->
          throw new CimException(
              ResultCode.SAVE_FAILED,
              "the inbox of user " + mute.userId() + " is damaged; nothing was changed");
    }
  }
}
