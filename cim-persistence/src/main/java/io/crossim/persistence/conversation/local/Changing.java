package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings.History;
import io.crossim.persistence.conversation.Newcomer;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes one change of a group, and keeps what its outcome tells. */
final class Changing {

  private final Conversation group;
  private final State state;
  private final GroupChange change;
  private final List<Refusal> refused = new ArrayList<>();
  private Place previous = Place.NOWHERE;
  private Place place = Place.START;

  Changing(Conversation group, GroupChange change) {
    this.group = group;
    this.state = group.state;
    this.change = change;
  }

  ChangeOutcome run() {
    ChangeOutcome.Status status = new ChangeRules(group, this).judge(change);
    return new ChangeOutcome(
        status, state.epoch, state.version, place, previous, List.copyOf(refused));
  }

  /** Makes users members, as far as there is room. */
  ChangeOutcome.Status add(List<Newcomer> users, long owner) {
    List<Long> fresh = new ArrayList<>();
    for (Newcomer user : users) {
      Reason reason = refusal(user, fresh);
      if (reason != null) {
        refused.add(new Refusal(user.userId(), reason));
      } else if (group.seats.member(user.userId()) == null && !fresh.contains(user.userId())) {
        fresh.add(user.userId());
      }
    }
    if (fresh.isEmpty()) {
      return ChangeOutcome.Status.UNCHANGED;
    }
    long ordinal = state.ordinal;
    append(EntryKind.JOINED, fresh);
    long floor = state.settings.history() == History.ALL ? 0 : place.seq() - 1;
    for (long user : fresh) {
      Role role = user == owner ? Role.OWNER : Role.MEMBER;
      group.seats.add(user, new Seat(role, place.seq(), floor, 0, null, 0), ordinal);
    }
    return ChangeOutcome.Status.DONE;
  }

  private @Nullable Reason refusal(Newcomer user, List<Long> fresh) {
    if (group.seats.member(user.userId()) != null || fresh.contains(user.userId())) {
      return null;
    }
    Seat before = group.seats.left(user.userId());
    if (before != null) {
      long last = Objects.requireNonNull(before.left()).seq();
      if (user.collected() < last && last > state.floor) {
        return Reason.BEHIND;
      }
    }
    return state.members + fresh.size() >= group.limits.maxMembers() ? Reason.FULL : null;
  }

  /** Takes members out. */
  void remove(List<Long> users) {
    append(EntryKind.LEFT, users);
    for (long user : users) {
      Seat seat = Objects.requireNonNull(group.seats.member(user));
      group.seats.remove(user, seat, place, group.now);
    }
  }

  void refuse(long userId, Reason reason) {
    refused.add(new Refusal(userId, reason));
  }

  /** Appends the entry of the change, and raises the version. */
  void append(EntryKind kind, List<Long> users) {
    previous = state.headPlace();
    place = group.log.append(kind, change.by(), 0, users, change.payload()).place();
    state.version++;
  }
}
