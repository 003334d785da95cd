package io.crossim.server.warmup;

import io.crossim.common.result.ResultCode;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckReply;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.crossim.route.api.StoredMessage;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import io.crossim.service.front.CallTable;
import java.util.concurrent.CompletableFuture;

/** A route for a warm-up: it takes everything, and keeps nothing. */
public final class StubRoute implements CallTable.Source {

  static final String EPOCH = "warmup";

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .internal(RoutePaths.BIND, BindBatch.parser(), StubRoute::bind)
        .internal(
            RoutePaths.UNBIND,
            UnbindBatch.parser(),
            batch -> CompletableFuture.completedFuture(UnbindReply.getDefaultInstance()))
        .internal(RoutePaths.READ, ReadBatch.parser(), StubRoute::read)
        .internal(RoutePaths.SEND, SendBatch.parser(), StubRoute::send)
        .internal(
            RoutePaths.ACKNOWLEDGE,
            AckBatch.parser(),
            batch -> CompletableFuture.completedFuture(AckReply.getDefaultInstance()));
  }

  private static CompletableFuture<BindReply> bind(BindBatch batch) {
    BindReply.Builder reply = BindReply.newBuilder();
    for (Bind bind : batch.getBindsList()) {
      reply.addResults(
          BindResult.newBuilder()
              .setCode(ResultCode.SUCCESS.code())
              .setGeneration(bind.getConnection())
              .setEpoch(EPOCH));
    }
    return CompletableFuture.completedFuture(reply.build());
  }

  /** The next message, for a feed that did not take the push of it. */
  private static CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    ReadBatchReply.Builder reply = ReadBatchReply.newBuilder();
    for (ReadItem item : batch.getReadsList()) {
      long next = item.getSeq() + 1;
      reply.addResults(
          ReadResult.newBuilder()
              .setCode(ResultCode.SUCCESS.code())
              .setEpoch(EPOCH)
              .setStartSeq(item.getSeq())
              .setHeadSeq(next)
              .addMessages(StoredMessage.newBuilder().setSeq(next).setMessageId(next)));
    }
    return CompletableFuture.completedFuture(reply.build());
  }

  private static CompletableFuture<SendBatchReply> send(SendBatch batch) {
    SendBatchReply.Builder reply = SendBatchReply.newBuilder();
    for (SendItem item : batch.getSendsList()) {
      reply.addOutcomes(
          SendOutcome.newBuilder().setCode(ResultCode.SUCCESS.code()).setSeq(1).setMessageId(1));
    }
    return CompletableFuture.completedFuture(reply.build());
  }
}
