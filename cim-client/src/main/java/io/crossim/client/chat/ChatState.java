package io.crossim.client.chat;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** How the connection stands, with the words for it. */
@Getter
@Accessors(fluent = true)
@RequiredArgsConstructor
public enum ChatState {
  OFFLINE("not connected"),
  CONNECTING("connecting"),
  READY("connected"),
  RECONNECTING("connection lost, reconnecting"),
  CLOSED("closed"),
  /** For good: only a new start helps. */
  FAILED("connection given up");

  private final String words;
}
