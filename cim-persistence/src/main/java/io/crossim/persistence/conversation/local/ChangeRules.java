package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Status;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.GroupSettings.By;
import io.crossim.persistence.conversation.GroupSettings.Join;
import io.crossim.persistence.conversation.Newcomer;
import io.crossim.persistence.conversation.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Judges who may change what of a group, and makes the changes. */
@RequiredArgsConstructor
final class ChangeRules {

  private final Conversation group;
  private final Changing changing;

  Status judge(GroupChange change) {
    if (change instanceof GroupChange.Create create) {
      return create(create);
    } else if (group.state.isDismissed()) {
      return change instanceof GroupChange.Dismiss && group.seats.role(change.by()) == Role.OWNER
          ? Status.UNCHANGED
          : Status.UNKNOWN_GROUP;
    } else if (change instanceof GroupChange.Join join) {
      return join(join);
    } else if (change instanceof GroupChange.Leave leave) {
      return leave(leave.by());
    }
    Role by = group.seats.role(change.by());
    if (by == null) {
      return Status.NOT_A_MEMBER;
    }
    if (change instanceof GroupChange.Add add) {
      return add(add, by);
    } else if (change instanceof GroupChange.Remove remove) {
      return remove(remove, by);
    } else if (change instanceof GroupChange.Update update) {
      return update(update, by);
    } else if (change instanceof GroupChange.SetRole role) {
      return setRole(role, by);
    } else if (change instanceof GroupChange.Mute mute) {
      return mute(mute, by);
    }
    return dismiss(by);
  }

  private Status create(GroupChange.Create create) {
    if (group.state.version > 0) {
      return group.state.isDismissed() ? Status.UNKNOWN_GROUP : Status.UNCHANGED;
    }
    group.state.name = create.name();
    group.state.settings = create.settings();
    LinkedHashSet<Long> users = new LinkedHashSet<>();
    if (create.by() != ConversationStore.SYSTEM) {
      users.add(create.by());
    }
    users.addAll(create.members());
    Status added =
        changing.add(users.stream().map(user -> new Newcomer(user, 0)).toList(), create.by());
    if (added == Status.UNCHANGED) { // by the system, without members
      changing.append(EntryKind.CHANGED, List.of());
    }
    return Status.DONE;
  }

  private Status join(GroupChange.Join join) {
    return group.state.settings.join() == Join.OPEN || group.seats.member(join.by()) != null
        ? changing.add(List.of(join.newcomer()), ConversationStore.SYSTEM)
        : Status.NOT_ALLOWED;
  }

  private Status add(GroupChange.Add add, Role by) {
    return by == Role.MEMBER && group.state.settings.invite() == By.ADMINS
        ? Status.NOT_ALLOWED
        : changing.add(add.newcomers(), ConversationStore.SYSTEM);
  }

  private Status leave(long user) {
    Seat seat = group.seats.member(user);
    if (seat == null) {
      return group.seats.left(user) == null ? Status.NOT_A_MEMBER : Status.UNCHANGED;
    } else if (isLastOwner(seat)) {
      return Status.LAST_OWNER;
    }
    changing.remove(List.of(user));
    return Status.DONE;
  }

  private boolean isLastOwner(Seat seat) {
    return seat.role() == Role.OWNER && group.state.owners == 1;
  }

  private Status remove(GroupChange.Remove remove, Role by) {
    if (by == Role.MEMBER) {
      return Status.NOT_ALLOWED;
    }
    List<Long> gone = new ArrayList<>();
    for (long user : new LinkedHashSet<>(remove.members())) {
      Seat seat = group.seats.member(user);
      if (seat != null && !mayRemove(remove.by(), by, user, seat)) {
        changing.refuse(user, Reason.NOT_ALLOWED);
      } else if (seat != null) {
        gone.add(user);
      }
    }
    if (gone.isEmpty()) {
      return Status.UNCHANGED;
    }
    changing.remove(gone);
    return Status.DONE;
  }

  private boolean mayRemove(long by, Role role, long user, Seat seat) {
    if (by == user) {
      return !isLastOwner(seat);
    }
    return role == Role.OWNER || seat.role() == Role.MEMBER;
  }

  private Status update(GroupChange.Update update, Role by) {
    if (by == Role.MEMBER) {
      return Status.NOT_ALLOWED;
    }
    State state = group.state;
    String name = update.name() == null ? state.name : update.name();
    GroupSettings settings = update.settings() == null ? state.settings : update.settings();
    if (name.equals(state.name) && settings.equals(state.settings)) {
      return Status.UNCHANGED;
    } else if (update.expectedVersion() != 0 && update.expectedVersion() != state.version) {
      return Status.VERSION_CONFLICT;
    }
    state.name = name;
    state.settings = settings;
    return changed(List.of());
  }

  private Status changed(List<Long> users) {
    changing.append(EntryKind.CHANGED, users);
    return Status.DONE;
  }

  private Status setRole(GroupChange.SetRole change, Role by) {
    Seat seat = group.seats.member(change.member());
    if (by != Role.OWNER) {
      return Status.NOT_ALLOWED;
    } else if (seat == null) {
      return Status.NOT_A_MEMBER;
    } else if (seat.role() == change.role()) {
      return Status.UNCHANGED;
    } else if (isLastOwner(seat)) {
      return Status.LAST_OWNER;
    }
    group.state.owners +=
        (change.role() == Role.OWNER ? 1 : 0) - (seat.role() == Role.OWNER ? 1 : 0);
    group.seats.put(change.member(), seat.withRole(change.role()));
    return changed(List.of(change.member()));
  }

  private Status mute(GroupChange.Mute change, Role by) {
    Seat seat = group.seats.member(change.member());
    if (by == Role.MEMBER) {
      return Status.NOT_ALLOWED;
    } else if (seat == null) {
      return Status.NOT_A_MEMBER;
    } else if (!mayMute(by, seat.role())) {
      return Status.NOT_ALLOWED;
    }
    long time = change.time().toMillis();
    if (time <= 0 && seat.mutedUntil() <= group.now) {
      return Status.UNCHANGED;
    }
    group.seats.put(change.member(), seat.mutedUntil(time <= 0 ? 0 : group.now + time));
    return changed(List.of(change.member()));
  }

  private static boolean mayMute(Role by, Role theirs) {
    return theirs == Role.MEMBER || (by == Role.OWNER && theirs == Role.ADMIN);
  }

  private Status dismiss(Role by) {
    if (by != Role.OWNER) {
      return Status.NOT_ALLOWED;
    }
    group.state.dismissedAt = group.now;
    return changed(List.of());
  }
}
