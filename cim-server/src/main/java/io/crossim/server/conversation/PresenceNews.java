package io.crossim.server.conversation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import lombok.RequiredArgsConstructor;

/**
 * Tells connections what is new of users, in the order in which it became known. One thread does
 * that at a time; others leave theirs to it. Any thread; never blocks.
 */
@RequiredArgsConstructor
final class PresenceNews {

  private final ConversationMeters meters;

  private final Queue<PresenceFrames> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock sending = new ReentrantLock();

  /** Takes what is to be told. Under the monitor of the users, which gives it its order. */
  void add(PresenceFrames frames) {
    if (!frames.isEmpty()) {
      waiting.add(frames);
    }
  }

  /** Hands out what waits. Not under the monitor of the users: event loops need that meanwhile. */
  void send() {
    while (!waiting.isEmpty() && sending.tryLock()) {
      try {
        for (PresenceFrames next = waiting.poll(); next != null; next = waiting.poll()) {
          next.send(meters);
        }
      } finally {
        sending.unlock();
      }
    }
  }
}
