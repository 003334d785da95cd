package io.crossim.route.conversation;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Signal;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Standing;
import io.crossim.persistence.inbox.InboxStore;
import java.util.List;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Tells others who is typing: the other user, or the members of a group that is small enough. Any
 * thread; never blocks.
 */
@Slf4j
@RequiredArgsConstructor
final class Signals {

  private final InboxStore inboxes;
  private final ConversationStore store;
  private final MemberLists lists;
  private final Notices notices;
  private final ConversationMeters meters;

  /** A user does something in the conversation with another one, unless that one blocks them. */
  void toUser(long userId, long peer, Signal.Type type) {
    inboxes
        .blocks(peer, userId)
        .thenAccept(
            isBlocked -> {
              meters.signal(!isBlocked);
              if (!isBlocked) {
                Conversation conversation = Conversation.newBuilder().setId(userId).build();
                notices.send(List.of(peer), frame(conversation, userId, type));
              }
            })
        .exceptionally(
            e -> {
              lost(ConversationId.pair(userId, peer), e);
              return null;
            });
  }

  /** A user does something in a group; nothing becomes of it unless they are a member. */
  void toGroup(long userId, ConversationId group, Signal.Type type) {
    store
        .standings(List.of(new Membership(group, userId)))
        .thenAccept(
            standings -> {
              Standing standing = standings.get(0);
              if (standing.status() == Standing.Status.MEMBER) {
                tell(userId, group, standing.version(), type);
              } else {
                meters.signal(/* isTold= */ false);
              }
            })
        .exceptionally(
            e -> {
              lost(group, e);
              return null;
            });
  }

  private void tell(long userId, ConversationId group, long version, Signal.Type type) {
    lists
        .of(group, version)
        .thenAccept(
            members -> {
              boolean isSmall = members.size() <= Receipts.MOST_TOLD;
              meters.signal(isSmall);
              if (isSmall) {
                List<Long> others =
                    members.users().stream().filter(member -> member != userId).toList();
                notices.send(
                    others, frame(new SeenConversation(group, userId, "").named(), userId, type));
              }
            })
        .exceptionally(
            e -> {
              lost(group, e);
              return null;
            });
  }

  private static void lost(ConversationId group, Throwable failure) {
    log.debug("a signal in {} is lost", group, failure);
  }

  private static Frame frame(Conversation conversation, long userId, Signal.Type type) {
    return Frame.newBuilder()
        .setCmd(Command.SIGNAL)
        .addSignals(
            Signal.newBuilder().setConversation(conversation).setUserId(userId).setType(type))
        .build();
  }
}
