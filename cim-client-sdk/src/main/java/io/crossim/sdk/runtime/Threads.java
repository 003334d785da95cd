package io.crossim.sdk.runtime;

import io.crossim.common.http.HttpClients;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** What clients run on. All threads are daemons and, but for the event loops, end when idle. */
public final class Threads {

  private static final int MAX_CALLS = 64;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private final ExecutorService calls = callPool();
  private final ExecutorService listeners =
      Executors.newCachedThreadPool(new DefaultThreadFactory("cim-listener", true));
  private final OkHttpClient http = HttpClients.create(CONNECT_TIMEOUT, CALL_TIMEOUT);
  private @Nullable EventLoopGroup eventLoops;

  Threads() {}

  /** The event loops of connections, made when first asked for. */
  public synchronized EventLoopGroup eventLoops() {
    if (eventLoops == null) {
      eventLoops =
          new MultiThreadIoEventLoopGroup(
              Runtime.getRuntime().availableProcessors(),
              new DefaultThreadFactory("cim-client", true),
              NioIoHandler.newFactory());
    }
    return eventLoops;
  }

  /** For calls to a route, which block for seconds at most. */
  public Executor calls() {
    return calls;
  }

  /** For listeners, which may block as long as they like. */
  public Executor listeners() {
    return listeners;
  }

  public OkHttpClient http() {
    return http;
  }

  synchronized void shutdown() {
    calls.shutdown();
    listeners.shutdown();
    http.connectionPool().evictAll();
    if (eventLoops != null) {
      eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }
  }

  private static ExecutorService callPool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MAX_CALLS,
            MAX_CALLS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("cim-call", true));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
