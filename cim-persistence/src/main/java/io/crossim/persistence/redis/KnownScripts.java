package io.crossim.persistence.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which scripts the Redis of a link knows: those that ran since the connection was made. Any thread
 * may call.
 */
final class KnownScripts implements RedisConnectionStateListener {

  private final Set<LuaScript> scripts = ConcurrentHashMap.newKeySet();
  private final AtomicLong sentAgain = new AtomicLong();

  boolean contains(LuaScript script) {
    return scripts.contains(script);
  }

  void add(LuaScript script) {
    scripts.add(script);
  }

  /** How often Redis did not know a script that was called by its digest. */
  long sentAgain() {
    return sentAgain.get();
  }

  void noteSentAgain() {
    sentAgain.incrementAndGet();
  }

  /** The Redis that answers next may be another one. */
  @Override
  public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
    scripts.clear();
  }
}
