package io.crossim.route.conversation;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Receipt;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Mark;
import io.crossim.persistence.conversation.Membership;
import io.crossim.persistence.conversation.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Moves the marks of members forward, and tells it: to the members of groups that are small enough
 * and to both users of a pair, else to the other devices of the one who has read. Any thread; never
 * blocks.
 */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class Receipts {

  /** In larger groups only one's own devices hear of it. */
  static final int MOST_TOLD = 100;

  private final ConversationStore store;
  private final MemberLists lists;
  private final Notices notices;
  private final ConversationMeters meters;

  /**
   * Takes what members say.
   *
   * @return fails when the store does not answer; it may be repeated then
   */
  public CompletableFuture<Void> take(List<Mark> said) {
    if (said.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    List<Membership> memberships =
        said.stream().map(mark -> new Membership(mark.conversation(), mark.userId())).toList();
    return store
        .standings(memberships)
        .thenCompose(
            standings -> {
              List<Mark> marks = new ArrayList<>();
              List<Standing> moved = new ArrayList<>();
              for (int i = 0; i < said.size(); i++) {
                if (isNew(said.get(i), standings.get(i))) {
                  marks.add(said.get(i));
                  moved.add(standings.get(i));
                }
              }
              return marks.isEmpty()
                  ? CompletableFuture.<Void>completedFuture(null)
                  : store.mark(marks).thenAccept(now -> tellAll(moved, now));
            });
  }

  private static boolean isNew(Mark mark, Standing standing) {
    return standing.status() == Standing.Status.MEMBER
        && (mark.readSeq() > standing.readSeq() || mark.deliveredSeq() > standing.deliveredSeq());
  }

  private void tellAll(List<Standing> before, List<Mark> now) {
    for (int i = 0; i < now.size(); i++) {
      Mark mark = now.get(i);
      Standing was = before.get(i);
      if (mark.readSeq() > was.readSeq() || mark.deliveredSeq() > was.deliveredSeq()) {
        meters.receipt();
        tell(mark, was);
      }
    }
  }

  private void tell(Mark mark, Standing was) {
    ConversationId conversation = mark.conversation();
    if (!conversation.isGroup()) {
      long peer = conversation.peerOf(mark.userId());
      LongStream.of(peer, mark.userId())
          .distinct()
          .forEach(user -> notices.send(List.of(user), frame(mark, user)));
      return;
    }
    lists
        .of(conversation, was.version())
        .thenAccept(
            members -> {
              boolean isSmall = members.size() <= MOST_TOLD;
              if (isSmall || mark.readSeq() > was.readSeq()) {
                notices.send(
                    isSmall ? members.users() : List.of(mark.userId()), frame(mark, mark.userId()));
              }
            })
        .exceptionally(
            e -> {
              log.debug("nobody is told how far user {} has read", mark.userId(), e);
              return null;
            });
  }

  private static Frame frame(Mark mark, long reader) {
    return Frame.newBuilder()
        .setCmd(Command.RECEIPT)
        .addReceipts(
            Receipt.newBuilder()
                .setConversation(new SeenConversation(mark.conversation(), reader, "").named())
                .setUserId(mark.userId())
                .setDelivered(mark.deliveredSeq())
                .setRead(mark.readSeq()))
        .build();
  }
}
