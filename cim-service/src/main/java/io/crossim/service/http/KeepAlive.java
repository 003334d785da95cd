package io.crossim.service.http;

/** Whether the connections of an HTTP port are kept for a next request. Any thread. */
public final class KeepAlive {

  private volatile boolean ended;

  boolean isKept() {
    return !ended;
  }

  /** From now on each answer ends its connection, and says so before its client is surprised. */
  public void end() {
    ended = true;
  }
}
