package io.crossim.server;

import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.Unbind;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** A route that keeps its sessions in lists; a test may make it refuse, wait or be away. */
public final class FakeSessions implements SessionApi {

  public final List<Bind> binds = new CopyOnWriteArrayList<>();
  public final List<Unbind> unbinds = new CopyOnWriteArrayList<>();
  public final AtomicLong calls = new AtomicLong();

  /** Runs inside each bind call, before the answer. */
  public volatile Consumer<Bind> during = bind -> {};

  /** Where the inboxes of users end. */
  public volatile LongUnaryOperator heads = user -> 0;

  /** Binds are answered when this is done. */
  public volatile CompletableFuture<?> ready = CompletableFuture.completedFuture(null);

  /** Of all inboxes; empty while the store cannot use them. */
  public volatile String epoch = "e1";

  /** By which sessions are bound. */
  public volatile long credentialVersion;

  /** Whether inboxes are said to have all that conversations have. */
  public volatile boolean lacksNothing;

  public volatile ResultCode answer = ResultCode.SUCCESS;
  public volatile boolean away;

  private final AtomicLong generations = new AtomicLong();

  @Override
  public CompletableFuture<BindReply> bind(BindBatch batch) {
    CompletableFuture<?> until = ready;
    return until.isDone()
        ? answer(() -> bindNow(batch))
        : until.thenCompose(done -> answer(() -> bindNow(batch)));
  }

  private BindReply bindNow(BindBatch batch) {
    check();
    BindReply.Builder reply = BindReply.newBuilder();
    for (Bind bind : batch.getBindsList()) {
      during.accept(bind);
      binds.add(bind);
      reply.addResults(
          BindResult.newBuilder()
              .setCode(answer.code())
              .setMessage(answer.text())
              .setEpoch(epoch)
              .setHeadSeq(heads.applyAsLong(bind.getUserId()))
              .setCredentialVersion(credentialVersion)
              .setLacksNothing(lacksNothing)
              .setGeneration(
                  bind.getGeneration() > 0 ? bind.getGeneration() : generations.incrementAndGet()));
    }
    return reply.build();
  }

  @Override
  public CompletableFuture<UnbindReply> unbind(UnbindBatch batch) {
    return answer(() -> unbindNow(batch));
  }

  private UnbindReply unbindNow(UnbindBatch batch) {
    check();
    unbinds.addAll(batch.getUnbindsList());
    return UnbindReply.getDefaultInstance();
  }

  private void check() {
    calls.incrementAndGet();
    if (away) {
      throw new UnavailableException("the route is away", null);
    }
  }

  private static <T> CompletableFuture<T> answer(Supplier<T> call) {
    try {
      return CompletableFuture.completedFuture(call.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
