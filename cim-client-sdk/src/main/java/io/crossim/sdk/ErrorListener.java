package io.crossim.sdk;

/** Is told of each message at which the {@link MessageListener} threw, on the same thread. */
@FunctionalInterface
public interface ErrorListener {

  /** What it throws itself is logged and goes no further. */
  void onError(ReceivedMessage message, Throwable error);
}
