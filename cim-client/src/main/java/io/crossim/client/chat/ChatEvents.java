package io.crossim.client.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens in a chat. Calls come one at a time, in order, on threads of the chat. */
public interface ChatEvents {

  /**
   * A message came.
   *
   * @param sentAt when it was sent; null where the cluster does not say
   */
  void onMessage(User from, String text, @Nullable Instant sentAt);

  /** Something was said or done in a group of the user. */
  void onGroup(GroupEntry entry);

  /** A user that is watched is online, or is so no more. */
  void onPresence(long userId, boolean isOnline);

  /** Messages may be missing, or come again. */
  void onGap(String what);

  /** Something that a person has to know came out; the chat goes on. */
  void onWarning(String what);

  /**
   * The connection changed.
   *
   * @param reason why, where there is more to say than the state says
   */
  void onState(ChatState state, @Nullable String reason);

  /**
   * A login has to wait; it goes on by itself. The first one tells each attempt that fails, those
   * after it tell each new reason.
   */
  void onWaiting(String reason);
}
