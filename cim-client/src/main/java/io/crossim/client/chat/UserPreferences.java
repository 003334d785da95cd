package io.crossim.client.chat;

import io.crossim.common.result.CimException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom and what a user wants to hear of. Any thread may call. All but {@link #watch} count for all
 * devices of the user, block for some seconds at most, and throw a {@link CimException} when the
 * cluster refuses, does not answer, or does not know them.
 */
public interface UserPreferences {

  /** Refuses what another user sends from now on, or takes it again. */
  void block(long userId, boolean blocked);

  /** Whom the user has blocked, by id. */
  List<Long> blocked();

  /**
   * Notes that the user is not to be notified of a conversation.
   *
   * @param until empty for always
   */
  void mute(ConversationId conversation, Optional<Instant> until);

  /** Has the user notified of a conversation again. */
  void unmute(ConversationId conversation);

  /**
   * Has {@link ChatEvents#onPresence} told whether users are online: now, and when it changes. It
   * replaces whom the user watched before.
   *
   * @throws CimException for more users than can be watched
   */
  void watch(Set<Long> userIds);
}
