package io.crossim.benchmark.attack;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** What a connection of a stranger sends, step by step. On event loops; one may serve many. */
@FunctionalInterface
interface Script {

  /**
   * The bytes of a step; the caller releases them.
   *
   * @param step from 0, when the connection is open
   */
  ByteBuf bytes(int step, ByteBufAllocator allocator);

  /** Sends nothing. */
  static Script silence() {
    return (step, allocator) -> allocator.buffer(0);
  }

  /** Sends one byte after the other, and begins anew at the end. */
  static Script drip(byte[] whole) {
    return (step, allocator) -> allocator.buffer(1).writeByte(whole[step % whole.length]);
  }

  /** Sends everything at once, and then nothing. */
  static Script once(byte[] whole) {
    return (step, allocator) ->
        step == 0 ? allocator.buffer(whole.length).writeBytes(whole) : allocator.buffer(0);
  }
}
