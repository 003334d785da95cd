package io.crossim.persistence.account.jdbc;

import io.crossim.common.result.UnavailableException;
import org.jspecify.annotations.Nullable;

/** Watches whether a database can be used, for the store over it. Any thread. */
interface DatabaseWatch extends AutoCloseable {

  /** A watch that never finds the database in trouble. */
  static DatabaseWatch none(Runnable onClose) {
    return onClose::run;
  }

  /**
   * Lets a write begin.
   *
   * @throws UnavailableException when it would fail, or be lost
   */
  default void beforeWrite() {}

  /** Hears what a call failed with. */
  default void failed(RuntimeException failure) {}

  /** Why the database cannot be written at present; null when nothing is known against it. */
  default @Nullable String trouble() {
    return null;
  }

  @Override
  void close();
}
