package io.crossim.server.session;

import io.crossim.common.batch.BatchCall;
import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.metastore.ServerNode;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.SessionApi;
import io.crossim.server.connection.Connection;
import io.crossim.server.inbox.InboxView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Binds a batch of connections and does not give up while one of them still wants it: routes that
 * are away, or that have no store, are asked again after a short wait. A connection that nobody
 * answers for ends by its login time-out, and with it its part in this.
 */
@Slf4j
@RequiredArgsConstructor
final class BindCall implements BatchCall<Connection, BindOutcome> {

  /** Makes a line in the log every few seconds, not with each try. */
  private static final int TRIES_PER_LINE = 5;

  private final SessionApi sessions;
  private final LocalNode node;
  private final AtomicLong round;
  private final Pause pause;

  @Override
  public List<BindOutcome> call(List<Connection> batch) throws InterruptedException {
    BindOutcome[] outcomes = new BindOutcome[batch.size()];
    Arrays.fill(outcomes, BindOutcome.GONE);
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      open.add(i);
    }
    for (int tries = 0; ; tries++) {
      open.removeIf(i -> !batch.get(i).isLoggedIn());
      if (open.isEmpty()) {
        return List.of(outcomes);
      }
      bind(batch, open, outcomes, tries % TRIES_PER_LINE == 0);
      open.removeIf(i -> outcomes[i].isDecided());
      if (!open.isEmpty()) {
        pause.await(Backoff.after(tries));
      }
    }
  }

  /** One try; fills in the outcomes that are final. */
  private void bind(
      List<Connection> batch, List<Integer> open, BindOutcome[] outcomes, boolean tell) {
    long started = round.get();
    try {
      ServerNode server =
          node.current().orElseThrow(() -> new CimException(ResultCode.FAILURE, "not started yet"));
      BindBatch.Builder request =
          BindBatch.newBuilder().setServer(server.name()).setIncarnation(server.incarnation());
      open.forEach(i -> request.addBinds(bind(batch.get(i))));
      BindReply reply = Await.result(sessions.bind(request.build()));
      if (reply.getResultsCount() != open.size()) {
        throw new CimException(
            ResultCode.FAILURE,
            reply.getResultsCount() + " results (expected: " + open.size() + ")");
      }
      for (int i = 0; i < open.size(); i++) {
        outcomes[open.get(i)] = outcome(reply.getResults(i), started);
      }
    } catch (RuntimeException e) { // whatever it was, the sessions still want to be bound
      if (tell) {
        log.warn("{} sessions wait for a route: {}", open.size(), e.getMessage());
      }
    }
  }

  private static BindOutcome outcome(BindResult result, long round) {
    return new BindOutcome(
        ResultCode.of(result.getCode()),
        result.getMessage(),
        result.getGeneration(),
        round,
        new InboxView(result.getEpoch(), result.getAckedSeq(), result.getHeadSeq()));
  }

  private static Bind bind(Connection connection) {
    return Bind.newBuilder()
        .setUserId(connection.userId())
        .setUserName(connection.userName())
        .setDevice(connection.device())
        .setConnection(connection.id())
        .setGeneration(connection.generation())
        .build();
  }

  /** Waits between two tries, or throws when the server stops. */
  interface Pause {
    void await(Duration time) throws InterruptedException;
  }
}
