package io.crossim.route.delivery;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids for messages whose senders give none. They differ from those of every other process by a
 * random word, and from each other by a number: a random word for each message would cost more than
 * all the rest of its way through here.
 */
public final class MessageNames {

  private final String process = UUID.randomUUID() + "-";
  private final AtomicLong last = new AtomicLong();

  /** Any thread. */
  public String next() {
    return process + Long.toString(last.incrementAndGet(), Character.MAX_RADIX);
  }
}
