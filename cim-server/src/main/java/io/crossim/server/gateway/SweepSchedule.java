package io.crossim.server.gateway;

import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.inbox.HeadRefresh;
import io.crossim.service.loop.EventLoops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Goes over the connections of each event loop once a second. */
@Slf4j
@RequiredArgsConstructor
final class SweepSchedule {

  private final EventLoops loops;
  private final ConnectionsByLoop connections;
  private final Sweep sweep;
  private final HeadRefresh heads;
  private final List<Future<?>> scheduled = new CopyOnWriteArrayList<>();

  void start() {
    for (EventExecutor loop : loops.group()) {
      scheduled.add(
          loop.scheduleWithFixedDelay(
              () -> {
                tryTo(() -> sweep.over(connections.on((EventLoop) loop)));
                tryTo(() -> heads.over(connections.on((EventLoop) loop)));
              },
              1,
              1,
              TimeUnit.SECONDS));
    }
  }

  void stop() {
    scheduled.forEach(task -> task.cancel(false));
  }

  private static void tryTo(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException | Error e) { // a task that throws is never run again
      log.error("the check of the connections failed", e);
    }
  }
}
