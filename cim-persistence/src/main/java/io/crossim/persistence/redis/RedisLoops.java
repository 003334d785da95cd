package io.crossim.persistence.redis;

import io.lettuce.core.resource.EventLoopGroupProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has the Redis client use event loops of the process's own, which stay their owner's to close. An
 * answer of Redis then needs no switch between threads where it comes on the loop that waits.
 */
final class RedisLoops implements EventLoopGroupProvider {

  private final EventLoopGroup group;
  private final int threads;

  RedisLoops(EventLoopGroup group, int threads) {
    this.group = group;
    this.threads = threads;
  }

  /** The caller knows which kind of sockets the client will use. */
  @Override
  @SuppressWarnings("unchecked")
  public <T extends EventLoopGroup> T allocate(Class<T> type) {
    return (T) group;
  }

  @Override
  public int threadPoolSize() {
    return threads;
  }

  @Override
  public Future<Boolean> release(
      EventExecutorGroup released, long quietPeriod, long timeout, TimeUnit unit) {
    return done();
  }

  @Override
  public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
    return done();
  }

  private static Future<Boolean> done() {
    return GlobalEventExecutor.INSTANCE.newSucceededFuture(true);
  }
}
