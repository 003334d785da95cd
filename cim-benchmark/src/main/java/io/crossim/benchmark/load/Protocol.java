package io.crossim.benchmark.load;

/** What the users of a load speak. */
public enum Protocol {
  V2,
  V3,
  /** V3, over WebSocket. */
  V3_WS;

  /** V3 of users that do not speak v2. */
  public static Protocol of(boolean v2, boolean isWebSocket) {
    return v2 ? V2 : isWebSocket ? V3_WS : V3;
  }
}
