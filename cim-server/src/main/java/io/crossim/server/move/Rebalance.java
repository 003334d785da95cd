package io.crossim.server.move;

import com.google.common.base.Ticker;
import io.crossim.common.result.Await;
import io.crossim.metastore.ServerNode;
import io.crossim.route.api.PlacementApi;
import io.crossim.route.api.PlacementReply;
import io.crossim.route.api.PlacementRequest;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.session.LocalNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Gives a server that joined its share of the v3 clients who were here before: a route says who
 * belongs elsewhere. Each is asked at most once for one change of the list of servers, so that it
 * comes to an end whatever the strategy is. Any thread.
 */
@Slf4j
@RequiredArgsConstructor
public final class Rebalance implements AutoCloseable {

  /** Users in one question. */
  private static final int MAX_USERS = 2_000;

  /** Seconds without a route that sees what this server sees. */
  private static final int MAX_FAILURES = 60;

  private final ConnectionsByLoop connections;
  private final LocalNode node;
  private final PlacementApi routes;
  private final ScheduledExecutorService timer;
  private final Ticker ticker;
  private final Settings settings;

  private final SeenIncarnations known = new SeenIncarnations();

  private List<String> servers = List.of();
  private long changedAt;
  private boolean pending;
  private boolean closed;
  private @Nullable Run run;

  /**
   * How to do it.
   *
   * @param perSecond how many clients are asked to move; 0: none ever
   * @param after how long the list of servers must be the same before
   */
  public record Settings(int perSecond, Duration after) {}

  /** Takes over what discovery lists now. */
  public synchronized void listed(List<ServerNode> nodes) {
    List<String> names = nodes.stream().map(ServerNode::name).toList();
    pending |= known.add(nodes, node.incarnation());
    if (closed || settings.perSecond == 0 || (names.equals(servers) && !pending)) {
      return;
    }
    servers = names;
    changedAt = ticker.read();
    if (run != null) {
      run.end();
    }
    if (pending) {
      run = new Run();
    }
  }

  /** Asks nobody any more. */
  @Override
  public synchronized void close() {
    closed = true;
    if (run != null) {
      run.end();
      run = null;
    }
  }

  /** Those who logged in before the change; later ones were placed with all servers in view. */
  private List<Connection> candidates() {
    Duration since = Duration.ofNanos(ticker.read() - changedAt);
    List<Connection> found = new ArrayList<>();
    connections.forEach(
        connection -> {
          if (connection.canMove() && connection.liveness().age().compareTo(since) > 0) {
            found.add(connection);
          }
        });
    Collections.shuffle(found);
    return found;
  }

  private synchronized void done(Run ended, String why) {
    ended.end();
    if (run == ended) {
      run = null;
      pending = false;
      if (ended.asked > 0) {
        log.info("{} clients were asked to move to other servers: {}", ended.asked, why);
      }
    }
  }

  /** The moves from one change of the list to the next. */
  private final class Run {

    private final ScheduledFuture<?> ticks =
        timer.scheduleWithFixedDelay(
            this::tick, settings.after.toMillis(), 1_000, TimeUnit.MILLISECONDS);

    private @Nullable List<Connection> waiting;
    private boolean asking;
    private int failures;
    private int asked;

    void end() {
      ticks.cancel(false);
    }

    private void tick() {
      synchronized (Rebalance.this) {
        if (run != this || asking) {
          return;
        }
        List<Connection> left = waiting == null ? candidates() : waiting;
        left.removeIf(connection -> !connection.canMove());
        waiting = left;
        if (left.isEmpty() || node.isLeaving() || node.current().isEmpty()) {
          done(this, "all were looked at");
          return;
        }
        asking = true;
        List<Connection> part = List.copyOf(left.subList(0, Math.min(MAX_USERS, left.size())));
        PlacementRequest.Builder request =
            PlacementRequest.newBuilder()
                .setServer(node.name())
                .addAllServers(servers)
                .setLimit(settings.perSecond);
        part.forEach(connection -> request.addUserIds(connection.userId()));
        routes
            .place(request.build())
            .whenComplete((reply, failure) -> answered(left, part, reply, failure));
      }
    }

    private void answered(
        List<Connection> left,
        List<Connection> part,
        @Nullable PlacementReply reply,
        @Nullable Throwable failure) {
      synchronized (Rebalance.this) {
        asking = false;
        if (run != this) {
          return;
        }
        if (reply == null || reply.getVerdict() == PlacementReply.Verdict.UNSETTLED) {
          failed(failure == null ? "the routes see others" : words(failure));
        } else if (reply.getMovingList().stream().anyMatch(at -> at < 0 || at >= part.size())) {
          failed("a route named somebody who was not asked about");
        } else if (reply.getVerdict() == PlacementReply.Verdict.BALANCED) {
          done(this, "the servers are even");
        } else {
          failures = 0;
          reply.getMovingList().forEach(place -> DrainSchedule.ask(part.get(place)));
          asked += reply.getMovingCount();
          left.subList(0, Math.min(left.size(), Math.max(1, reply.getExamined()))).clear();
        }
      }
    }

    private void failed(String why) {
      if (++failures > MAX_FAILURES) {
        done(this, why);
      }
    }

    private static String words(Throwable failure) {
      return String.valueOf(Await.cause(failure).getMessage());
    }
  }
}
