package io.crossim.server.inbox;

/** How far a v2 client has got with what waited at its login. */
enum V2Replay {
  /** The first few at login. */
  FIRST,
  /** Waits until the client asks for more, or has not for a while. */
  WAITING,
  /** Sends frames of many texts, because the client has asked. */
  BATCHES,
  /** Sends a few at a time, because the client has not asked. */
  TRICKLE,
  /** Sends what comes; nothing waits from before the login. */
  LIVE;

  /** How messages stand in frames meanwhile. */
  V2Frames.Form form() {
    return switch (this) {
      case BATCHES -> V2Frames.Form.BATCHES;
      case LIVE -> V2Frames.Form.AS_SENT;
      case FIRST, WAITING, TRICKLE -> V2Frames.Form.SINGLES;
    };
  }
}
