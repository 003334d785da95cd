package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.GroupSettings.By;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.PostOutcome.Status;
import io.crossim.persistence.conversation.Role;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a post does, and who may do it. */
final class Posting {

  private final Conversation conversation;
  private final Post post;
  private final @Nullable Seat seat;
  private final @Nullable Role role;

  Posting(Conversation conversation, Post post) {
    this.conversation = conversation;
    this.post = post;
    this.seat = conversation.seats.member(post.sender());
    this.role = conversation.seats.role(post.sender());
  }

  /** Stores it, or tells why not. */
  PostOutcome run() {
    State state = conversation.state;
    Status status = state.isDismissed() ? Status.UNKNOWN_GROUP : judge();
    if (status != Status.STORED) {
      return PostOutcome.refused(status, state.epoch, state.version);
    }
    Place previous = state.headPlace();
    Entry entry =
        conversation.log.append(
            post.kind(), post.sender(), post.refersTo(), post.mentions(), post.payload());
    switch (post.kind()) {
      case CONTENT -> new Mentions(conversation).add(entry, post.mentionsAll());
      case EDIT -> replace(entry);
      case RECALL -> recall();
      default -> {} // a reaction was noted when it was judged
    }
    if (seat != null && post.kind() == EntryKind.CONTENT) {
      conversation.seats.put(
          post.sender(), new ReadMark(entry.seq(), entry.ordinal(), entry.seq()));
    }
    return new PostOutcome(
        Status.STORED, state.epoch, entry.place(), previous, entry.storedAt(), state.version);
  }

  private Status judge() {
    if (role == null) {
      return Status.NOT_A_MEMBER;
    } else if (post.kind() != EntryKind.RECALL && isBlocked()) {
      return Status.BLOCKED;
    }
    return switch (post.kind()) {
      case CONTENT -> maySpeak() ? judgeContent() : Status.NOT_ALLOWED;
      case EDIT -> maySpeak() ? judgeEdit() : Status.NOT_ALLOWED;
      case RECALL -> judgeRecall(role);
      case REACTION -> isMuted() ? Status.NOT_ALLOWED : react();
      case JOINED, LEFT, CHANGED -> Status.NOT_ALLOWED;
    };
  }

  private boolean isBlocked() {
    ConversationId id = conversation.id();
    return id.isPairOf(post.sender())
        && conversation.rows.get(RowKeys.blocked(id, id.peerOf(post.sender()))) != null;
  }

  private boolean isMuted() {
    return seat != null && seat.mutedUntil() > conversation.now;
  }

  private boolean maySpeak() {
    return !isMuted() && (isAdmin() || conversation.state.settings.speak() == By.MEMBERS);
  }

  private boolean isAdmin() {
    return role != null && role.compareTo(Role.ADMIN) >= 0;
  }

  private Status judgeContent() {
    if (post.refersTo() < 0 || post.refersTo() > conversation.state.head) {
      return Status.NO_SUCH_MESSAGE;
    }
    List<Long> mentions = post.mentions();
    if (mentions.size() > conversation.limits.maxMentions()
        || mentions.stream().anyMatch(user -> conversation.seats.member(user) == null)) {
      return Status.WRONG_MENTION;
    }
    return post.mentionsAll()
            && !isAdmin()
            && conversation.state.members > conversation.limits.mentionsAllOpen()
        ? Status.NOT_ALLOWED
        : Status.STORED;
  }

  /** The message that it is about; null when the sender cannot see one there. */
  private @Nullable Entry target() {
    Entry entry = conversation.log.find(post.refersTo());
    boolean isSeen = seat == null || post.refersTo() > seat.floor();
    return entry != null && entry.isMessage() && isSeen ? entry : null;
  }

  private boolean isLate(Entry target) {
    return conversation.now - target.storedAt() > conversation.limits.editWithin().toMillis();
  }

  private Status judgeEdit() {
    Entry target = target();
    if (target == null) {
      return Status.NO_SUCH_MESSAGE;
    } else if (target.sender() != post.sender()) {
      return Status.NOT_ALLOWED;
    }
    return isLate(target) ? Status.TOO_LATE : Status.STORED;
  }

  private Status judgeRecall(Role by) {
    Entry target = target();
    if (target == null) {
      return Status.NO_SUCH_MESSAGE;
    } else if (target.sender() == post.sender()) {
      return !isAdmin() && isLate(target) ? Status.TOO_LATE : Status.STORED;
    }
    Role theirs = conversation.seats.role(target.sender());
    boolean isMembers = theirs == null || theirs == Role.MEMBER;
    return by == Role.OWNER || (by == Role.ADMIN && isMembers) ? Status.STORED : Status.NOT_ALLOWED;
  }

  private Status react() {
    Entry target = target();
    if (target == null) {
      return Status.NO_SUCH_MESSAGE;
    }
    byte[] key = RowKeys.reactions(conversation.id(), target.seq());
    Reactions reactions = Reactions.parse(conversation.rows.get(key));
    Status status =
        reactions.apply(
            post.sender(), Objects.requireNonNull(post.reaction()), conversation.limits);
    if (status == Status.STORED) {
      conversation.rows.put(key, reactions.toBytes());
    }
    return status;
  }

  private void replace(Entry edit) {
    Entry target = conversation.log.find(post.refersTo());
    if (target != null) { // else it was dropped to make room for the edit
      removeEdit(target);
      conversation.log.put(target.withEdit(edit.seq()));
    }
  }

  private void removeEdit(Entry target) {
    Entry edit = conversation.log.find(target.edit());
    if (edit != null) {
      conversation.log.put(edit.without());
    }
  }

  private void recall() {
    Entry target = conversation.log.find(post.refersTo());
    if (target == null) {
      return; // it was dropped to make room for the recall
    }
    removeEdit(target);
    conversation.log.put(target.without());
    conversation.rows.put(RowKeys.recalled(conversation.id(), target.ordinal()), new byte[0]);
    conversation.rows.delete(RowKeys.reactions(conversation.id(), target.seq()));
    new Mentions(conversation).remove(target);
  }
}
