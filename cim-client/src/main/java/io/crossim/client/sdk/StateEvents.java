package io.crossim.client.sdk;

import io.crossim.client.chat.ChatEvents;
import io.crossim.client.chat.ChatState;
import io.crossim.sdk.ClientState;
import io.crossim.sdk.StateChange;
import io.crossim.sdk.StateListener;
import java.time.Duration;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Tells the console of the library's states in the console's words. */
@RequiredArgsConstructor
final class StateEvents implements StateListener {

  private final ChatEvents events;

  private volatile boolean ready;

  @Override
  public void onChange(StateChange change) {
    ChatState state = of(change.after());
    ready |= state == ChatState.READY;
    events.onState(state, reason(change.cause()));
  }

  /** After the first login the state says it all: a person need not hear of every attempt. */
  @Override
  public void onAttemptFailed(int attempt, Throwable cause, Duration delay) {
    if (!ready) {
      events.onWaiting(String.valueOf(cause.getMessage()));
    }
  }

  private static @Nullable String reason(@Nullable Throwable cause) {
    return cause == null ? null : cause.getMessage();
  }

  static ChatState of(ClientState state) {
    return switch (state) {
      case INITIALIZED -> ChatState.OFFLINE;
      case CONNECTING -> ChatState.CONNECTING;
      case READY -> ChatState.READY;
      case RECONNECTING -> ChatState.RECONNECTING;
      case CLOSED -> ChatState.CLOSED;
      case FAILED -> ChatState.FAILED;
    };
  }
}
