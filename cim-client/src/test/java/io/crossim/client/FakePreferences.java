package io.crossim.client;

import io.crossim.client.chat.ChatEvents;
import io.crossim.client.chat.ConversationId;
import io.crossim.client.chat.UserPreferences;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Users 2 and 5 are blocked. Of users with an even id it tells that they are online. */
@RequiredArgsConstructor
final class FakePreferences implements UserPreferences {

  /** What was done, in order. */
  private final List<String> done;

  @Nullable ChatEvents events;

  @Override
  public void block(long userId, boolean blocked) {
    if (userId == 404) {
      throw new CimException(ResultCode.ACCOUNT_MISMATCH, "there is no such user");
    }
    done.add((blocked ? "block " : "unblock ") + userId);
  }

  @Override
  public List<Long> blocked() {
    return List.of(2L, 5L);
  }

  @Override
  public void mute(ConversationId conversation, Optional<Instant> until) {
    done.add("mute " + conversation + until.map(time -> " " + time).orElse(""));
  }

  @Override
  public void unmute(ConversationId conversation) {
    done.add("unmute " + conversation);
  }

  @Override
  public void watch(Set<Long> userIds) {
    done.add("watch " + new TreeSet<>(userIds));
    ChatEvents to = events;
    if (to != null) {
      new TreeSet<>(userIds).forEach(id -> to.onPresence(id, id % 2 == 0));
    }
  }
}
