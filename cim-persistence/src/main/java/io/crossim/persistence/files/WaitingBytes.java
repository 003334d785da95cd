package io.crossim.persistence.files;

import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;

/** Bounds the bytes of payload that wait to be written. Any thread. */
@RequiredArgsConstructor
final class WaitingBytes {

  private final long most;
  private final AtomicLong now = new AtomicLong();

  /**
   * Counts some in, unless they are too many; the first to wait never are.
   *
   * @return whether they are counted
   */
  boolean add(long bytes) {
    long before = now.getAndAdd(bytes);
    if (before > 0 && before + bytes > most) {
      now.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void remove(long bytes) {
    now.addAndGet(-bytes);
  }

  long now() {
    return now.get();
  }
}
