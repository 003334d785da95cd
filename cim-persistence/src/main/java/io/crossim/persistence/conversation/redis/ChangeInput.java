package io.crossim.persistence.conversation.redis;

import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Newcomer;
import io.crossim.persistence.redis.ScriptInputs;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;

/** Writes a change as the arguments of the script that makes it. */
@RequiredArgsConstructor
final class ChangeInput {

  private final ScriptInputs script;

  void add(GroupChange change) {
    if (change instanceof GroupChange.Create create) {
      begin("create", change);
      script.add(create.name());
      script.add(create.settings().letters());
      List<Long> users = new ArrayList<>();
      if (create.by() != ConversationStore.SYSTEM) {
        users.add(create.by());
      }
      users.addAll(create.members());
      users(users);
    } else if (change instanceof GroupChange.Add add) {
      begin("add", change);
      newcomers(add.newcomers());
    } else if (change instanceof GroupChange.Join join) {
      begin("join", change);
      newcomers(List.of(join.newcomer()));
    } else if (change instanceof GroupChange.Remove remove) {
      begin("remove", change);
      users(remove.members());
    } else {
      addOther(change);
    }
  }

  private void addOther(GroupChange change) {
    if (change instanceof GroupChange.Update update) {
      begin("update", change);
      script.add(update.name() == null ? "" : update.name());
      script.add(update.settings() == null ? "" : update.settings().letters());
      script.add(update.expectedVersion());
    } else if (change instanceof GroupChange.SetRole role) {
      begin("role", change);
      script.add(role.member());
      script.add(role.role().ordinal());
    } else if (change instanceof GroupChange.Mute mute) {
      begin("mute", change);
      script.add(mute.member());
      script.add(mute.time().toMillis());
    } else if (change instanceof GroupChange.Leave) {
      begin("leave", change);
    } else {
      begin("dismiss", change);
    }
  }

  private void begin(String what, GroupChange change) {
    script.add(what);
    script.add(change.by());
    script.add(change.payload());
  }

  private void users(List<Long> users) {
    script.add(users.size());
    users.forEach(script::add);
  }

  private void newcomers(List<Newcomer> newcomers) {
    script.add(newcomers.size());
    for (Newcomer newcomer : newcomers) {
      script.add(newcomer.userId());
      script.add(newcomer.collected());
    }
  }
}
