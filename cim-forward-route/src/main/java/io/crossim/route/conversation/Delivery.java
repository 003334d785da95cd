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

/**
 * An entry of a group's log that is to be brought to the members who are online.
 *
 * @param previous the place before it; {@link Place#NOWHERE} when everybody is to be brought what
 *     they lack up to it
 * @param version of the member list at it, or of a later one
 * @param sender who has posted it; 0 for nobody whose own message it is
 * @param payload as it was posted; empty when receivers are to read it
 * @param about users who become members or leave by it
 * @param since when it was stored, by {@link System#nanoTime()}
 */
record Delivery(
    ConversationId group,
    Place place,
    Place previous,
    long version,
    long sender,
    ByteString payload,
    List<Long> about,
    CollectCause cause,
    long since) {

  /** What was posted, now or before. */
  static Delivery of(Post post, PostOutcome outcome) {
    return new Delivery(
        post.conversation(),
        outcome.place(),
        outcome.previous(),
        outcome.version(),
        post.sender(),
        UnsafeByteOperations.unsafeWrap(post.payload()),
        List.of(),
        CollectCause.PUSH,
        System.nanoTime());
  }

  /** A change of a group. */
  static Delivery of(long groupId, ChangeOutcome outcome, List<Long> about) {
    return new Delivery(
        ConversationId.group(groupId),
        outcome.place(),
        outcome.previous(),
        outcome.version(),
        0,
        ByteString.EMPTY,
        about,
        CollectCause.PUSH,
        System.nanoTime());
  }

  /** What another route, or this one, has left unfinished. */
  static Delivery of(Unfinished unfinished, List<Long> about) {
    return new Delivery(
        unfinished.conversation(),
        unfinished.head(),
        Place.NOWHERE,
        unfinished.version(),
        0,
        ByteString.EMPTY,
        about,
        CollectCause.SWEEP,
        System.nanoTime());
  }

  /** Whether it stands right behind another one. */
  boolean follows(Delivery other) {
    return previous.equals(other.place);
  }
}
