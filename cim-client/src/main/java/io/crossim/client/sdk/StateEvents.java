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

  /** A connection that comes back at once needs no words. */
  private static final int QUIET_ATTEMPTS = 2;

  private final ChatEvents events;

  private volatile boolean ready;
  private volatile String reported = "";

  @Override
  public void onChange(StateChange change) {
    ChatState state = of(change.after());
    if (state == ChatState.READY) {
      ready = true;
      reported = "";
    }
    events.onState(state, reason(change.cause()));
  }

  /** After the first login a person need not hear of every attempt, but of each reason once. */
  @Override
  public void onAttemptFailed(int attempt, Throwable cause, Duration delay) {
    String why = String.valueOf(cause.getMessage());
    if (!ready || (attempt > QUIET_ATTEMPTS && !why.equals(reported))) {
      reported = why;
      events.onWaiting(why);
    }
  }

  @Override
  public void onPasswordUnused() {
    events.onWarning(
        "the password was not checked: this account has none, or the cluster knows no passwords");
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
