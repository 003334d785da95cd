package io.crossim.persistence.files;

import org.rocksdb.RocksDBException;

/** What a group of calls does, and the write that it becomes. On the writer's thread. */
public interface WriteGroup extends AutoCloseable {

  /** Begins a group, at this time. */
  void begin(long time) throws RocksDBException;

  /** How many bytes the group holds: what is to be written, and what it has read. */
  long size();

  /** Writes everything; after that the calls may be answered. */
  void write() throws RocksDBException;

  /** Forgets what the group did. */
  void undo();

  /** Looks after the files; to be called between groups. */
  void look();

  @Override
  void close();
}
