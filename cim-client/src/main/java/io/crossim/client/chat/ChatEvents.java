package io.crossim.client.chat;

import org.jspecify.annotations.Nullable;

/** What happens in a chat. Calls come one at a time, in order, on threads of the chat. */
public interface ChatEvents {

  void onMessage(User from, String text);

  /**
   * The connection changed.
   *
   * @param reason why, where there is more to say than the state says
   */
  void onState(ChatState state, @Nullable String reason);

  /** The first login has to wait; it goes on by itself. Told at each attempt that fails. */
  void onWaiting(String reason);
}
