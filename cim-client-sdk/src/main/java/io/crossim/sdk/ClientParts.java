package io.crossim.sdk;

import io.crossim.common.retry.Backoff;
import io.crossim.route.api.RouteApi;
import io.crossim.route.api.RouteClient;
import io.crossim.sdk.connection.Connector;
import io.crossim.sdk.connection.Identity;
import io.crossim.sdk.connection.TokenHolder;
import io.crossim.sdk.connection.Watchdog;
import io.crossim.sdk.delivery.SerialExecutor;
import io.crossim.sdk.runtime.SharedThreads;
import io.crossim.sdk.runtime.Threads;
import io.crossim.sdk.sending.Outbox;
import io.crossim.sdk.sending.SendingHttp;
import io.crossim.sdk.tls.Tls;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.concurrent.Executor;
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
    IncomingMessages inbound,
    Lifecycle lifecycle,
    Watchdog watchdog) {

  /** Received messages whose listener call has not ended; then reading pauses. */
  private static final int MAX_WAITING_MESSAGES = 256;

  /** Characters of such messages; with more, reading pauses too. */
  private static final int MAX_WAITING_CHARS = 1 << 20;

  private static final int MAX_WAITING_SENDS = 10_000;

  /** Makes the parts; {@link SharedThreads#release} has to follow when the client ends. */
  static ClientParts of(ClientOptions options) {
    List<HttpUrl> routeUrls = options.checkedRouteUrls();
    Identity user = options.identity();
    Threads threads = SharedThreads.acquire();
    Tls tls = options.tls;
    OkHttpClient http = tls == null ? threads.http() : tls.over(threads.http());
    TokenHolder token = new TokenHolder(user.userId(), System::nanoTime);
    RouteApi route = route(routeUrls, http, token);
    EventLoop loop = loop(options, threads);
    SerialExecutor listenerCalls = listenerCalls(options, threads);
    States states = new States(options.stateListener, listenerCalls);
    Backoff backoff = new Backoff(options.firstBackoff, options.longestBackoff);
    Outbox outbox =
        new Outbox(
            threads.calls(), loop, backoff::randomDelay, options.sendTimeout, MAX_WAITING_SENDS);
    Sends sends =
        new Sends(
            user.userId(),
            route(routeUrls, SendingHttp.of(http), token),
            outbox,
            options.sendTimeout,
            options.traces);
    IncomingMessages inbound = inbound(options, listenerCalls, outbox);
    Lifecycle lifecycle = new Lifecycle(user, states, outbox, route, threads.calls());
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
        inbound,
        lifecycle,
        watchdog);
  }

  private static RouteApi route(List<HttpUrl> urls, OkHttpClient http, TokenHolder token) {
    return SeveralRoutes.of(
        urls.stream().map(url -> new RouteClient(url, http, token::current)).toList());
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
      ClientOptions options, SerialExecutor listenerCalls, Outbox outbox) {
    Listeners listeners =
        new Listeners(
            options.listener,
            options.errorListener,
            options.continuityListener,
            options.repeats,
            options.automaticAcknowledgement);
    IncomingMessages inbound =
        new IncomingMessages(listeners, listenerCalls, outbox, options.traces);
    if (options.resumeAfter != null) {
      inbound.startAfter(options.resumeAfter);
    }
    return inbound;
  }
}
