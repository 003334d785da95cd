package io.crossim.server.push;

import io.crossim.common.result.UnavailableException;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.OnlineUser;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.session.SessionRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/**
 * Lists the users who are online here, in the order of their ids. Not on an event loop: with many
 * users it takes its time to put them in order.
 */
@RequiredArgsConstructor
final class OnlineUsers {

  /** Lists that wait; one more is refused. */
  private static final int MAX_LISTS = 10_000;

  private final SessionRegistry registry;
  private final Executor lists = oneThread();

  /** Any thread; does not block. */
  CompletableFuture<OnlineReply> list(OnlineRequest request) {
    try {
      return CompletableFuture.supplyAsync(() -> page(request), lists);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new UnavailableException("too many requests wait for the list of users; retry later", e));
    }
  }

  private OnlineReply page(OnlineRequest request) {
    Stream<Long> users = registry.users().filter(id -> id > request.getAfter()).sorted();
    Stream<OnlineUser> online = users.map(this::online).flatMap(Optional::stream);
    if (request.getLimit() > 0) {
      online = online.limit(request.getLimit());
    }
    return OnlineReply.newBuilder().addAllUsers(online.toList()).build();
  }

  private Optional<OnlineUser> online(long userId) {
    return registry.of(userId).stream()
        .filter(connection -> connection.state() == ConnectionState.BOUND)
        .findFirst()
        .map(
            connection ->
                OnlineUser.newBuilder()
                    .setUserId(userId)
                    .setUserName(connection.userName())
                    .build());
  }

  /** The JDK's own pool would start a thread for each list where there are few processors. */
  private static Executor oneThread() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_LISTS),
            task -> {
              Thread made = new Thread(task, "online-users");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }
}
