package io.crossim.client.sdk;

import io.crossim.client.chat.ChatEvents;
import io.crossim.sdk.Signal;
import io.crossim.sdk.SignalListener;
import java.util.HashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/**
 * Tells the console whether users that it watches are online, each state once: a new connection
 * tells all of them anew. Any thread may call.
 */
@RequiredArgsConstructor
final class PresenceEvents implements SignalListener {

  private final ChatEvents events;

  private final Map<Long, Boolean> told = new HashMap<>();

  /** What is told next is news, of whomever. */
  synchronized void forget() {
    told.clear();
  }

  @Override
  public void onSignal(Signal signal) {
    boolean isOnline = signal.type() == Signal.Type.ONLINE;
    if ((isOnline || signal.type() == Signal.Type.OFFLINE) && isNews(signal.userId(), isOnline)) {
      events.onPresence(signal.userId(), isOnline);
    }
  }

  private synchronized boolean isNews(long userId, boolean isOnline) {
    return !Boolean.valueOf(isOnline).equals(told.put(userId, isOnline));
  }
}
