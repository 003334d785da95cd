package io.crossim.persistence.files;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/** A call that waits for its turn, and then for the write that makes its changes last. */
@RequiredArgsConstructor
public final class StoreCall<C, I, T> extends CompletableFuture<T> {

  private final List<I> items;
  private final Work<C, I, T> work;
  private final BiPredicate<C, List<I>> needsWritten;

  /** Of payload, which the call holds while it waits. */
  private final long bytes;

  private @Nullable T result;

  long bytes() {
    return bytes;
  }

  /** Whether the call needs in the files what the group has not written yet. */
  boolean needsWritten(C change) {
    return needsWritten.test(change, items);
  }

  /** Does the work; what it changed is in the group's write. May be repeated after an undo. */
  void carryOut(C change) throws RocksDBException {
    result = work.run(change, items);
  }

  /** Answers the caller; to be called when the write is done. */
  void answer() {
    complete(result);
  }

  /** What a call does, on the writer's thread. */
  @FunctionalInterface
  public interface Work<C, I, T> {
    @Nullable T run(C change, List<I> items) throws RocksDBException;
  }
}
