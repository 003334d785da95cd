package io.crossim.service.start;

/** Names of what a log line is about, for readers of lines as JSON. */
public final class LogKeys {

  /** The id of a stored message. */
  public static final String MESSAGE = "messageId";

  /** The session id that a v3 client was told at its login. */
  public static final String SESSION = "sessionId";

  private LogKeys() {}
}
