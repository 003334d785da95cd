package io.crossim.sdk;

/**
 * Takes the messages of one client. Calls come on the client's executor, one at a time and in the
 * order in which the server sent the messages.
 *
 * <p>It may block: meanwhile a bounded number of messages waits in memory, then the client stops
 * reading until there is room; its heartbeats go on. It may call the client, {@link Client#close()}
 * included.
 */
@FunctionalInterface
public interface MessageListener {

  /**
   * Takes one message. What it throws goes to the {@link ErrorListener}; the message then counts as
   * taken and is not given again.
   */
  void onMessage(ReceivedMessage message) throws Exception;
}
