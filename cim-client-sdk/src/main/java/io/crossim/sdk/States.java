package io.crossim.sdk;

import io.crossim.sdk.delivery.SerialExecutor;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The state of a client. Every change is handed to the listener calls, in the right order. */
@RequiredArgsConstructor
final class States {

  private final StateListener listener;
  private final SerialExecutor calls;

  private volatile ClientState state = ClientState.INITIALIZED;

  ClientState get() {
    return state;
  }

  /** Goes from one state to another; false, and nothing happens, when it is not in the first. */
  synchronized boolean move(ClientState from, ClientState to, @Nullable Throwable cause) {
    if (state != from) {
      return false;
    }
    change(to, cause);
    return true;
  }

  /** Goes to a last state; false, and nothing happens, when it is in one already. */
  synchronized boolean end(ClientState last, @Nullable Throwable cause) {
    if (state.isFinal()) {
      return false;
    }
    change(last, cause);
    return true;
  }

  /** Calls the listener with something else than a change of state. */
  void tell(Consumer<StateListener> call) {
    calls.add(0, () -> call.accept(listener));
  }

  private void change(ClientState to, @Nullable Throwable cause) {
    StateChange change = new StateChange(state, to, cause);
    state = to;
    tell(listener -> listener.onChange(change));
  }
}
