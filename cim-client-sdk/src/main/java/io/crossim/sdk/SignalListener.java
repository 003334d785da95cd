package io.crossim.sdk;

/**
 * Is told who is typing, and who of those that are watched is online. Calls come on the client's
 * executor, one at a time and in one line with those of the {@link MessageListener}.
 */
@FunctionalInterface
public interface SignalListener {

  /** What it throws is logged and goes no further. */
  void onSignal(Signal signal);
}
