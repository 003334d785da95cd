package io.crossim.persistence.files;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.rocksdb.RocksDBException;

/**
 * The one thread that reads and writes the files. It takes all calls that wait, carries them out in
 * their order, makes one write of what they changed and then answers them; what comes meanwhile is
 * the next group. Alone a call is written at once, under load many share a write.
 */
@Slf4j
public final class GroupWriter<C extends WriteGroup> implements Runnable {

  private static final int MOST_WAITING = 10_000;
  private static final int MOST_IN_GROUP = 256;

  /** The most bytes of one step: what it writes, and the messages that it reads meanwhile. */
  private static final long MOST_BYTES = 4 << 20;

  private static final long MOST_WAITING_BYTES = 64 << 20;

  /** On a small heap, this part of it is the bound instead: one eighth. */
  private static final int WAITING_SHARE = 8;

  private static final long LOOK_EVERY_S = 1;

  private final C change;
  private final String what;
  private final InstantSource clock;
  private final BlockingQueue<StoreCall<C, ?, ?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<StoreCall<C, ?, ?>> taken = new ArrayList<>(MOST_IN_GROUP);
  private final WaitingBytes waitingBytes;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Owns the change, and the files behind it, from now on.
   *
   * @param what is stored, in a word: inboxes
   */
  public GroupWriter(C change, InstantSource clock, String what) {
    this.change = change;
    this.what = what;
    this.clock = clock;
    this.waitingBytes =
        new WaitingBytes(
            Math.min(MOST_WAITING_BYTES, Runtime.getRuntime().maxMemory() / WAITING_SHARE));
    this.thread = new Thread(this, "cim-" + what + "-writer");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Has a call carried out. Any thread; never blocks, never throws. */
  public void submit(StoreCall<C, ?, ?> call) {
    if (closed) {
      call.completeExceptionally(closedFailure());
    } else if (!waitingBytes.add(call.bytes())) {
      call.completeExceptionally(
          new UnavailableException(
              "too much waits to be stored: " + waitingBytes.now() + " bytes; retry later", null));
    } else if (!waiting.offer(call)) {
      waitingBytes.remove(call.bytes());
      call.completeExceptionally(
          new UnavailableException(
              "too much waits to be stored: " + MOST_WAITING + " calls; retry later", null));
    } else if (closed && waiting.remove(call)) { // the thread may have looked for the last time
      call.completeExceptionally(closedFailure());
    }
  }

  /** Carries out what waits, then closes the files. Waits for that, unless on the thread itself. */
  public void close() {
    closed = true;
    // Wakes the thread; where there is no room for this one, it is awake.
    var unused = waiting.offer(new StoreCall<>(List.of(), (c, i) -> true, (c, i) -> false, 0));
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) { // the files are not closed by halves
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        take();
        int from = 0;
        while (from < taken.size()) {
          from = carryOut(from, taken.size());
        }
        for (StoreCall<C, ?, ?> call : taken) {
          waitingBytes.remove(call.bytes());
        }
        taken.clear();
        change.look();
      }
    } finally {
      closed = true;
      change.close();
      for (StoreCall<C, ?, ?> call = waiting.poll(); call != null; call = waiting.poll()) {
        call.completeExceptionally(closedFailure());
      }
    }
  }

  /** Takes what waits, which after a while may be nothing. */
  private void take() {
    try {
      StoreCall<C, ?, ?> first = waiting.poll(LOOK_EVERY_S, TimeUnit.SECONDS);
      if (first != null) {
        taken.add(first);
        waiting.drainTo(taken, MOST_IN_GROUP - 1);
      }
    } catch (InterruptedException e) { // only close() ends this thread
      log.debug("the writer of the {} was interrupted", what);
    }
  }

  /**
   * Carries out the calls up to that one, or fewer, and answers them.
   *
   * @return the first that was not carried out
   */
  private int carryOut(int from, int to) {
    int next = from;
    try {
      change.begin(clock.millis());
      do {
        if (!taken.get(next).isDone()) { // else it was given up while it waited
          taken.get(next).carryOut(change);
        }
        next++;
      } while (next < to && change.size() < MOST_BYTES && !taken.get(next).needsWritten(change));
      change.write();
    } catch (RocksDBException | RuntimeException | Error e) {
      change.undo();
      return alone(from, Math.min(next + 1, to), e);
    }
    taken.subList(from, next).forEach(StoreCall::answer);
    return next;
  }

  /** Where one call fails, the others of its group are carried out without it. */
  private int alone(int from, int to, Throwable failure) {
    if (to - from == 1) {
      taken.get(from).completeExceptionally(failure(failure));
    } else {
      for (int i = from; i < to; i++) {
        carryOut(i, i + 1);
      }
    }
    return to;
  }

  private CimException failure(Throwable e) {
    return e instanceof CimException known
        ? known
        : new UnavailableException("the files of the " + what + " failed: " + e.getMessage(), e);
  }

  private UnavailableException closedFailure() {
    return new UnavailableException("the " + what + " are closed", null);
  }
}
