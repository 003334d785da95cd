package io.crossim.persistence.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * The input of the scripts of one call. Many keys go into one script, but not so many that Redis
 * would be at it for long, and never one into two. On one thread.
 */
public final class ScriptInputs {

  private static final int MOST_KEYS = 128;
  private static final int MOST_BYTES = 256 << 10;

  private final int mostKeys;
  private final byte[][] common;
  private final List<ScriptInput> inputs = new ArrayList<>();
  private List<byte[]> keys = new ArrayList<>();
  private List<byte[]> args = new ArrayList<>();
  private int bytes;

  /**
   * @param isCluster whether keys may lie on different nodes, so that each needs a script
   * @param common the first arguments of every script
   */
  public ScriptInputs(boolean isCluster, byte[]... common) {
    this.mostKeys = isCluster ? 1 : MOST_KEYS;
    this.common = common;
  }

  /**
   * Begins with a key; what is added up to the next one is about it.
   *
   * @param answer the size of what Redis will answer, about
   */
  public void key(byte[] key, long answer) {
    if (keys.size() == mostKeys || bytes >= MOST_BYTES) {
      cut();
    }
    keys.add(key);
    bytes = (int) Math.min(MOST_BYTES, bytes + answer);
  }

  /** Adds an argument. */
  public void add(byte[] arg) {
    args.add(arg);
    bytes = (int) Math.min(MOST_BYTES, (long) bytes + arg.length);
  }

  /** Adds an argument. */
  public void add(String arg) {
    add(arg.getBytes(UTF_8));
  }

  /** Adds an argument. */
  public void add(long arg) {
    add(number(arg));
  }

  /** A number as an argument. */
  public static byte[] number(long number) {
    return Long.toString(number).getBytes(ISO_8859_1);
  }

  /** The input of a script over one key. */
  public static ScriptInput input(byte[] key, byte[]... args) {
    return new ScriptInput(new byte[][] {key}, args);
  }

  /** One input for each script; none when there is no key. */
  public List<ScriptInput> inputs() {
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
