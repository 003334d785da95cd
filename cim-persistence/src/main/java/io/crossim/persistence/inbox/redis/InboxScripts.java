package io.crossim.persistence.inbox.redis;

import static io.crossim.persistence.inbox.redis.InboxKeys.bytes;

import io.crossim.persistence.redis.ScriptInput;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The input of the scripts of one call. Many users go into one script, but not so many that Redis
 * would be at it for long, and never one user into two. On one thread.
 */
final class InboxScripts {

  private static final int MOST_USERS = 128;
  private static final int MOST_BYTES = 256 << 10;

  private final int mostUsers;
  private final byte[][] common;
  private final List<ScriptInput> inputs = new ArrayList<>();
  private List<byte[]> keys = new ArrayList<>();
  private List<byte[]> args = new ArrayList<>();
  private int bytes;

  /**
   * @param isCluster whether users' keys may lie on different nodes, so that each needs a script
   */
  InboxScripts(boolean isCluster, byte[] maxAge, byte[] maxLength) {
    this.mostUsers = isCluster ? 1 : MOST_USERS;
    this.common = new byte[][] {bytes(UUID.randomUUID().toString()), maxAge, maxLength};
  }

  /**
   * Begins with a user; what is added up to the next one is his.
   *
   * @param answer the size of what Redis will answer, about
   */
  void user(long userId, int answer) {
    if (keys.size() == mostUsers || bytes >= MOST_BYTES) {
      cut();
    }
    keys.add(InboxKeys.prefix(userId));
    bytes += answer;
  }

  void add(byte[] arg) {
    args.add(arg);
    bytes += arg.length;
  }

  void add(String arg) {
    add(bytes(arg));
  }

  void add(long arg) {
    add(InboxKeys.number(arg));
  }

  /** One input for each script; none when there is no user. */
  List<ScriptInput> inputs() {
    if (!keys.isEmpty()) {
      cut();
    }
    return inputs;
  }

  private void cut() {
    byte[][] all = new byte[common.length + args.size()][];
    System.arraycopy(common, 0, all, 0, common.length);
    for (int i = 0; i < args.size(); i++) {
      all[common.length + i] = args.get(i);
    }
    inputs.add(new ScriptInput(keys.toArray(byte[][]::new), all));
    keys = new ArrayList<>();
    args = new ArrayList<>();
    bytes = 0;
  }
}
