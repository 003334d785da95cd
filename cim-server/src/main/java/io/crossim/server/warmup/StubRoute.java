package io.crossim.server.warmup;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.crossim.common.result.ResultCode;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckReply;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.CollectReply;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendOutcome;
import io.crossim.route.api.StoredMessage;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import io.crossim.service.call.CallTable;

/** A route that accepts everything and keeps nothing. */
public final class StubRoute implements CallTable.Source {

  static final String EPOCH = "warmup";

  private static final String SUCCESS = ResultCode.SUCCESS.code();
  private static final UnbindReply UNBOUND = UnbindReply.getDefaultInstance();
  private static final AckReply ACKNOWLEDGED = AckReply.getDefaultInstance();
  private static final CollectReply COLLECTED = CollectReply.getDefaultInstance();
  private static final SendOutcome SENT =
      SendOutcome.newBuilder().setCode(SUCCESS).setSeq(1).setMessageId(1).build();

  @Override
  public void addTo(CallTable.Builder calls) {
    calls
        .internal(RoutePaths.BIND, BindBatch.parser(), batch -> completedFuture(bind(batch)))
        .internal(RoutePaths.UNBIND, UnbindBatch.parser(), batch -> completedFuture(UNBOUND))
        .internal(RoutePaths.READ, ReadBatch.parser(), batch -> completedFuture(read(batch)))
        .internal(RoutePaths.SEND, SendBatch.parser(), batch -> completedFuture(send(batch)))
        .internal(RoutePaths.ACKNOWLEDGE, AckBatch.parser(), batch -> completedFuture(ACKNOWLEDGED))
        .internal(
            RoutePaths.COLLECT, CollectRequest.parser(), request -> completedFuture(COLLECTED));
  }

  private static BindReply bind(BindBatch batch) {
    BindReply.Builder reply = BindReply.newBuilder();
    BindResult.Builder bound = BindResult.newBuilder().setCode(SUCCESS).setEpoch(EPOCH);
    batch.getBindsList().forEach(it -> reply.addResults(bound.setGeneration(it.getConnection())));
    return reply.build();
  }

  /** Answers with the next message, for a feed that did not take the push of it. */
  private static ReadBatchReply read(ReadBatch batch) {
    ReadBatchReply.Builder reply = ReadBatchReply.newBuilder();
    for (ReadItem item : batch.getReadsList()) {
      long next = item.getSeq() + 1;
      reply.addResults(
          ReadResult.newBuilder()
              .setCode(SUCCESS)
              .setEpoch(EPOCH)
              .setStartSeq(item.getSeq())
              .setHeadSeq(next)
              .addMessages(StoredMessage.newBuilder().setSeq(next).setMessageId(next)));
    }
    return reply.build();
  }

  private static SendBatchReply send(SendBatch batch) {
    SendBatchReply.Builder reply = SendBatchReply.newBuilder().setTakesUploads(true);
    batch.getSendsList().forEach(item -> reply.addOutcomes(SENT));
    batch.getUploadsList().forEach(item -> reply.addOutcomes(SENT));
    return reply.build();
  }
}
