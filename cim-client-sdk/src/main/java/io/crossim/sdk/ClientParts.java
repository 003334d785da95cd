package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.common.retry.Backoff;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.RouteClient;
import io.crossim.sdk.connection.Connector;
import io.crossim.sdk.connection.Identity;
import io.crossim.sdk.connection.TokenHolder;
import io.crossim.sdk.connection.Watchdog;
import io.crossim.sdk.delivery.SerialExecutor;
import io.crossim.sdk.notice.Notices;
import io.crossim.sdk.runtime.SharedThreads;
import io.crossim.sdk.runtime.Threads;
import io.crossim.sdk.sending.Outbox;
import io.crossim.sdk.sending.SendingHttp;
import io.crossim.sdk.tls.Tls;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** The parts of one client, as they know each other. They hold the threads that clients share. */
record ClientParts(
    long userId,
    TokenHolder token,
    RouteApi route,
    EventLoop loop,
    SerialExecutor listenerCalls,
    States states,
    Outbox outbox,
    Sends sends,
    RouteCalls calls,
    Notices notices,
    IncomingMessages inbound,
    Lifecycle lifecycle,
    Watchdog watchdog) {

  /** Received messages whose listener call has not ended; then reading pauses. */
  private static final int MAX_WAITING_MESSAGES = 256;

  /** Characters of such messages; with more, reading pauses too. */
  private static final int MAX_WAITING_CHARS = 1 << 20;

  private static final int MAX_WAITING_SENDS = 10_000;

  /** How long {@link #close} waits in all for what is under way. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Makes the parts; {@link #close} has to follow. */
  static ClientParts of(ClientOptions options) {
    List<HttpUrl> routeUrls = options.checkedRouteUrls();
    Identity user = options.identity();
    Threads threads = SharedThreads.acquire();
    Tls tls = options.tls;
    OkHttpClient http = tls == null ? threads.http() : tls.over(threads.http());
    TokenHolder token = new TokenHolder(user.userId(), System::nanoTime);
    List<RouteClient> clients = clients(routeUrls, http, token);
    RouteApi route = SeveralRoutes.of(clients);
    EventLoop loop = loop(options, threads);
    SerialExecutor listenerCalls = listenerCalls(options, threads);
    States states = new States(options.stateListener, listenerCalls);
    Backoff backoff = new Backoff(options.firstBackoff, options.longestBackoff);
    Outbox outbox =
        new Outbox(
            threads.calls(), loop, backoff::randomDelay, options.sendTimeout, MAX_WAITING_SENDS);
    RouteCalls calls =
        new RouteCalls(new RouteSelection<>(List.copyOf(clients)), token, route, threads.calls());
    List<RouteClient> sending = clients(routeUrls, SendingHttp.of(http), token);
    HttpSends httpSends =
        new HttpSends(
            user.userId(), SeveralRoutes.of(sending), new RouteSelection<>(List.copyOf(sending)));
    OwnMessages own = new OwnMessages(user.userId(), options.ownMessages);
    Sends sends = new Sends(outbox, httpSends, own, options.sendTimeout, options.traces);
    Notices notices = new Notices(loop);
    IncomingMessages inbound = inbound(own, options, listenerCalls, outbox);
    Lifecycle lifecycle = new Lifecycle(user, states, outbox, notices, route, threads.calls());
    Connector connector =
        new Connector(user, route, token, threads.calls(), loop, inbound, tls, options.heartbeat);
    Watchdog watchdog = new Watchdog(loop, connector, backoff, options.maxReconnects, lifecycle);
    return new ClientParts(
        user.userId(),
        token,
        route,
        loop,
        listenerCalls,
        states,
        outbox,
        sends,
        calls,
        notices,
        inbound,
        lifecycle,
        watchdog);
  }

  private static List<RouteClient> clients(
      List<HttpUrl> urls, OkHttpClient http, TokenHolder token) {
    return urls.stream().map(url -> new RouteClient(url, http, token::current)).toList();
  }

  private static EventLoop loop(ClientOptions options, Threads threads) {
    EventLoopGroup group = options.eventLoopGroup;
    return (group == null ? threads.eventLoops() : group).next();
  }

  private static SerialExecutor listenerCalls(ClientOptions options, Threads threads) {
    Executor executor = options.executor;
    return new SerialExecutor(
        executor == null ? threads.listeners() : executor, MAX_WAITING_MESSAGES, MAX_WAITING_CHARS);
  }

  private static IncomingMessages inbound(
      OwnMessages own, ClientOptions options, SerialExecutor listenerCalls, Outbox outbox) {
    Listeners listeners =
        new Listeners(
            options.listener,
            options.errorListener,
            options.continuityListener,
            options.receiptListener,
            options.signalListener,
            options.repeats,
            options.automaticAcknowledgement);
    IncomingMessages inbound =
        new IncomingMessages(own, listeners, listenerCalls, outbox, options.traces);
    if (options.resumeAfter != null) {
      inbound.startAfter(options.resumeAfter);
    }
    return inbound;
  }

  /** Logs in and connects, once; answers a future of the outcome each time. */
  CompletableFuture<Void> start() {
    if (states().move(ClientState.INITIALIZED, ClientState.CONNECTING, null)) {
      watchdog().start();
    }
    if (states().get().isFinal()) {
      return CompletableFuture.failedFuture(lifecycle().endedBy());
    }
    return Results.map(lifecycle().started(), done -> done);
  }

  /**
   * Ends all parts and gives the threads back. Waits a little for what is under way, but not on the
   * event loop, where what is waited for could not happen. Once.
   */
  void close(CimException reason) {
    outbox.seal(reason);
    if (loop.inEventLoop()) {
      inbound.acknowledgeNow();
      watchdog.stop(reason);
    } else {
      finish(reason);
    }
    listenerCalls.drop();
    lifecycle.closed(reason);
    SharedThreads.release();
  }

  private void finish(CimException reason) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    try {
      outbox.awaitIdle(deadline - System.nanoTime());
      inbound.acknowledgeNow();
      CompletableFuture<Void> stopped = watchdog.stop(reason);
      stopped.completeOnTimeout(null, deadline - System.nanoTime(), TimeUnit.NANOSECONDS).get();
      listenerCalls.awaitIdle(deadline - System.nanoTime());
    } catch (InterruptedException e) {
      watchdog.stop(reason);
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("never completed with an exception", e);
    }
  }
}
