package io.crossim.sdk;

import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.PushProperties;
import io.crossim.sdk.connection.Inbound;
import io.crossim.sdk.delivery.SerialCalls;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/** Makes messages of frames and has the listener called with each. */
@Slf4j
@RequiredArgsConstructor
final class IncomingMessages implements Inbound {

  private final MessageListener listener;
  private final @Nullable ErrorListener errorListener;
  private final SerialCalls calls;

  @Override
  public boolean take(Frame frame) {
    if (frame.getBatchCount() == 0) {
      return add(message(frame, frame.getText()));
    }
    boolean room = true;
    for (String text : frame.getBatchList()) {
      room = add(message(frame, text));
    }
    return room;
  }

  @Override
  public void whenRoom(Runnable action) {
    calls.whenRoom(action);
  }

  private boolean add(ReceivedMessage message) {
    return calls.add(1 + message.text().length(), () -> deliver(message));
  }

  private void deliver(ReceivedMessage message) {
    try {
      listener.onMessage(message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail(message, e);
    } catch (Throwable e) { // whatever an application's code throws, the next message must come
      fail(message, e);
    }
  }

  private void fail(ReceivedMessage message, Throwable error) {
    if (errorListener == null) {
      log.warn("the message listener threw", error);
    } else {
      errorListener.onError(message, error);
    }
  }

  private static ReceivedMessage message(Frame frame, String text) {
    Map<String, String> properties = frame.getPropertiesMap();
    return new ReceivedMessage(
        number(properties.get(PushProperties.SEND_USER_ID), PushProperties.SYSTEM_USER_ID),
        properties.getOrDefault(PushProperties.SEND_USER_NAME, PushProperties.SYSTEM_USER_NAME),
        number(properties.get(PushProperties.RECEIVE_USER_ID), frame.getId()),
        text);
  }

  private static long number(@Nullable String text, long otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
