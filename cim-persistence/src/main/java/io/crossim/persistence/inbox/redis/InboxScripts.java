package io.crossim.persistence.inbox.redis;

import static io.crossim.persistence.inbox.redis.InboxKeys.bytes;
import static io.crossim.persistence.inbox.redis.InboxKeys.number;

import io.crossim.persistence.inbox.InboxLimits;
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
  InboxScripts(boolean isCluster, InboxLimits limits) {
    this.mostUsers = isCluster ? 1 : MOST_USERS;
    this.common =
        new byte[][] {
          bytes(UUID.randomUUID().toString()),
          number(limits.maxAge().toMillis()),
          number(limits.maxLength()),
          number(limits.maxBytes()),
          number(limits.maxDevices())
        };
  }

  /**
   * Begins with a user; what is added up to the next one is about them.
   *
   * @param answer the size of what Redis will answer, about
   */
  void user(long userId, long answer) {
    if (keys.size() == mostUsers || bytes >= MOST_BYTES) {
      cut();
    }
    keys.add(InboxKeys.prefix(userId));
    bytes = (int) Math.min(MOST_BYTES, bytes + answer);
  }

  void add(byte[] arg) {
    args.add(arg);
    bytes = (int) Math.min(MOST_BYTES, (long) bytes + arg.length);
  }

  void add(String arg) {
    add(bytes(arg));
  }

  void add(long arg) {
    add(number(arg));
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
