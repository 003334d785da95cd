package io.crossim.persistence.conversation.local;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in the order of the keys, as unsigned bytes. What was changed is seen by what is
 * read afterwards. One thread at a time.
 */
public interface Rows {

  /** The value of a key; null when there is none. */
  byte @Nullable [] get(byte[] key);

  void put(byte[] key, byte[] value);

  void delete(byte[] key);

  /** Takes away what stands from a key on and before another one. */
  void deleteRange(byte[] from, byte[] to);

  /** Takes away, now or later, rows in a range that nobody reads any more. */
  void forgetRange(byte[] from, byte[] to);

  /**
   * Visits what stands from a key on and before another one, in order. The visitor must change
   * nothing.
   *
   * @param visitor answers whether to go on
   */
  void each(byte[] from, byte[] to, BiPredicate<byte[], byte[]> visitor);

  /** Keeps what was changed since this or {@link #undo} was called last. */
  void keep();

  /** Forgets what was changed since this or {@link #keep} was called last. */
  void undo();

  /** How often rows were lost: a conversation that was written before goes on in a new epoch. */
  int losses();
}
