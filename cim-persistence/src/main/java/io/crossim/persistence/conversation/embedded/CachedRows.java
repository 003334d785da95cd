package io.crossim.persistence.conversation.embedded;

import io.crossim.persistence.conversation.local.Rows;
import io.crossim.persistence.files.CachedView;
import io.crossim.persistence.files.NotCachedException;
import java.util.function.BiPredicate;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Rows that lie in memory. Who would change one has to go to the thread of the files. */
@RequiredArgsConstructor
final class CachedRows implements Rows {

  private final CachedView view;
  private final int losses;

  @Override
  public byte @Nullable [] get(byte[] key) {
    return view.get(key);
  }

  @Override
  public void each(byte[] from, byte[] to, BiPredicate<byte[], byte[]> visitor) {
    view.each(from, to, visitor);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    throw new NotCachedException();
  }

  @Override
  public void delete(byte[] key) {
    throw new NotCachedException();
  }

  @Override
  public void deleteRange(byte[] from, byte[] to) {
    throw new NotCachedException();
  }

  @Override
  public void forgetRange(byte[] from, byte[] to) {
    throw new NotCachedException();
  }

  @Override
  public void keep() {}

  @Override
  public void undo() {}

  @Override
  public int losses() {
    return losses;
  }
}
