package io.crossim.server.session;

import com.google.protobuf.ByteString;
import io.crossim.common.batch.AsyncBatchCall;
import io.crossim.common.result.Await;
import io.crossim.common.result.ResultCode;
import io.crossim.metastore.ServerNode;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.SessionApi;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.InboxView;
import io.crossim.service.limits.ClientAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Asks a route once to bind a batch of connections. It does not fail: those that a route has not
 * decided on have an outcome that says so.
 */
@Slf4j
@RequiredArgsConstructor
final class BindCall implements AsyncBatchCall<Connection, BindOutcome> {

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(20);

  private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SessionApi sessions;
  private final LocalNode node;
  private final Function<Connection, String> tokens;
  private final LongSupplier round;
  private final AtomicLong lastLine = new AtomicLong(System.nanoTime() - LINE_EVERY_NANOS);

  @Override
  public CompletableFuture<List<BindOutcome>> call(List<Connection> batch) {
    List<Connection> asked =
        batch.stream().filter(connection -> connection.state().isLoggedIn()).toList();
    Optional<ServerNode> server = node.current();
    if (asked.isEmpty() || server.isEmpty()) {
      return CompletableFuture.completedFuture(undecided(batch.size()));
    }
    BindBatch.Builder request =
        BindBatch.newBuilder()
            .setServer(node.name())
            .setIncarnation(server.get().incarnation())
            .setCollects(true);
    asked.forEach(connection -> request.addBinds(bind(connection)));
    long started = round.getAsLong();
    return sessions
        .bind(request.build())
        .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .handle((reply, failure) -> outcomes(batch, asked, reply, failure, started));
  }

  private List<BindOutcome> outcomes(
      List<Connection> batch,
      List<Connection> asked,
      @Nullable BindReply reply,
      @Nullable Throwable failure,
      long round) {
    if (reply == null || reply.getResultsCount() != asked.size()) {
      tell(asked.size(), failure);
      return undecided(batch.size());
    }
    List<BindOutcome> outcomes = new ArrayList<>(batch.size());
    int next = 0;
    for (Connection connection : batch) {
      boolean answered = next < asked.size() && asked.get(next) == connection;
      outcomes.add(answered ? outcome(reply.getResults(next++), round) : BindOutcome.UNDECIDED);
    }
    return outcomes;
  }

  /** Many tries may fail in a second, and one line is enough. */
  private void tell(int waiting, @Nullable Throwable failure) {
    long now = System.nanoTime();
    long last = lastLine.get();
    if (now - last >= LINE_EVERY_NANOS && lastLine.compareAndSet(last, now)) {
      log.warn(
          "{} sessions wait for a route: {}",
          waiting,
          failure == null ? "an answer without results" : Await.cause(failure).getMessage());
    }
  }

  private static List<BindOutcome> undecided(int count) {
    return Collections.nCopies(count, BindOutcome.UNDECIDED);
  }

  private static BindOutcome outcome(BindResult result, long round) {
    return new BindOutcome(
        ResultCode.of(result.getCode()),
        result.getMessage(),
        result.getGeneration(),
        result.getCredentialVersion(),
        round,
        new InboxView(
            result.getEpoch(),
            result.getAckedSeq(),
            result.getHeadSeq(),
            !result.getLacksNothing()));
  }

  private Bind bind(Connection connection) {
    ClientAddress from = connection.address();
    return Bind.newBuilder()
        .setUserId(connection.userId())
        .setUserName(connection.userName())
        .setDevice(connection.device())
        .setConnection(connection.id())
        .setGeneration(connection.generation())
        .setCredentialVersion(connection.credentialVersion())
        .setToken(tokens.apply(connection))
        .setAddress(ByteString.copyFrom(from.address().getAddress()))
        .setLocal(from.isLocal())
        .build();
  }
}
