package io.crossim.client.bot;

import org.springframework.stereotype.Component;

/** Whether the bot answers instead of messages being sent. */
@Component
public final class AiMode {

  private volatile boolean on;

  public boolean isOn() {
    return on;
  }

  public void turn(boolean on) {
    this.on = on;
  }
}
