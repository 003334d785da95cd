package io.crossim.route.conversation;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.Unfinished;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An entry of a conversation's log that is to be brought to the members of a group who are online,
 * or to both users of a pair.
 *
 * @param previous the place before it; {@link Place#NOWHERE} when everybody is to be brought what
 *     they lack up to it
 * @param version of the member list at it, or of a later one
 * @param sender who has posted it; 0 for nobody whose own message it is
 * @param storedAt when the log took it, in milliseconds since 1970; 0 where there is no payload
 * @param payload as it was posted; empty when receivers are to read it
 * @param about users who become members or leave by it
 * @param since when it was stored, by {@link System#nanoTime()}
 * @param taken is told whether a live connection of the receiver of a private message took it, if
 *     that is found out
 */
record Delivery(
    ConversationId conversation,
    Place place,
    Place previous,
    long version,
    long sender,
    long storedAt,
    ByteString payload,
    List<Long> about,
    CollectCause cause,
    long since,
    CompletableFuture<Boolean> taken) {

  /** What was posted, now or before. */
  static Delivery of(Post post, PostOutcome outcome) {
    return new Delivery(
        post.conversation(),
        outcome.place(),
        outcome.previous(),
        outcome.version(),
        post.sender(),
        outcome.storedAt(),
        UnsafeByteOperations.unsafeWrap(post.payload()),
        List.of(),
        CollectCause.PUSH,
        System.nanoTime(),
        new CompletableFuture<>());
  }

  /** A change of a group. */
  static Delivery of(long groupId, ChangeOutcome outcome, List<Long> about) {
    return new Delivery(
        ConversationId.group(groupId),
        outcome.place(),
        outcome.previous(),
        outcome.version(),
        0,
        0,
        ByteString.EMPTY,
        about,
        CollectCause.PUSH,
        System.nanoTime(),
        new CompletableFuture<>());
  }

  /** What another route, or this one, has left unfinished. */
  static Delivery of(Unfinished unfinished, List<Long> about) {
    return new Delivery(
        unfinished.conversation(),
        unfinished.head(),
        Place.NOWHERE,
        unfinished.version(),
        0,
        0,
        ByteString.EMPTY,
        about,
        CollectCause.SWEEP,
        System.nanoTime(),
        new CompletableFuture<>());
  }

  /**
   * Whether a user has it already, on the device that has sent it. In the conversation with
   * themselves they are to get it all the same.
   */
  boolean isOwn(long userId) {
    return sender == userId
        && (conversation.isGroup() || conversation.first() != conversation.second());
  }

  /** Whether it stands right behind another one. */
  boolean follows(Delivery other) {
    return previous.equals(other.place);
  }
}
