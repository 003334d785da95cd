package io.crossim.route.delivery;

import com.google.protobuf.UnsafeByteOperations;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.inbox.Acknowledgement;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckReply;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.Head;
import io.crossim.route.api.HeadsReply;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/** What servers ask about messages: sends go up, the rest is the store's, one call per batch. */
@RequiredArgsConstructor
public final class MessageService implements MessageApi {

  private static final int MAX_PAGE = 100;

  private final Uplink uplink;
  private final InboxStore store;

  @Override
  public CompletableFuture<SendBatchReply> send(SendBatch batch) {
    return uplink.send(batch);
  }

  @Override
  public CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return store
        .read(batch.getReadsList().stream().map(MessageService::query).toList())
        .thenApply(
            pages -> {
              ReadBatchReply.Builder reply = ReadBatchReply.newBuilder();
              pages.forEach(page -> reply.addResults(result(page)));
              return reply.build();
            });
  }

  @Override
  public CompletableFuture<AckReply> acknowledge(AckBatch batch) {
    return store
        .acknowledge(
            batch.getAcksList().stream()
                .map(
                    a ->
                        new Acknowledgement(a.getUserId(), a.getDevice(), a.getEpoch(), a.getSeq()))
                .toList())
        .thenApply(done -> AckReply.getDefaultInstance());
  }

  @Override
  public CompletableFuture<HeadsReply> heads(HeadsRequest request) {
    return store
        .states(
            request.getItemsList().stream()
                .map(item -> new InboxDevice(item.getUserId(), item.getDevice()))
                .toList())
        .thenApply(
            states -> {
              HeadsReply.Builder reply = HeadsReply.newBuilder();
              for (InboxState state : states) {
                reply.addHeads(Head.newBuilder().setEpoch(state.epoch()).setSeq(state.headSeq()));
              }
              return reply.build();
            });
  }

  private static InboxQuery query(ReadItem item) {
    Position after =
        item.getEpoch().isEmpty()
            ? null
            : new Position(item.getEpoch(), item.getSeq(), item.getMessageId());
    int limit = Math.max(1, Math.min(item.getLimit(), MAX_PAGE));
    return new InboxQuery(item.getUserId(), item.getDevice(), after, limit);
  }

  private static ReadResult result(InboxPage page) {
    ReadResult.Builder result =
        ReadResult.newBuilder()
            .setCode(ResultCode.SUCCESS.code())
            .setEpoch(page.start().epoch())
            .setContinuity(Continuity.valueOf(page.continuity().name()))
            .setStartSeq(page.start().seq())
            .setStartMessageId(page.start().messageId())
            .setHeadSeq(page.headSeq());
    for (StoredMessage message : page.messages()) {
      result.addMessages(
          io.crossim.route.api.StoredMessage.newBuilder()
              .setSeq(message.seq())
              .setMessageId(message.messageId())
              .setStoredAt(message.storedAt())
              .setPayload(UnsafeByteOperations.unsafeWrap(message.payload())));
    }
    return result.build();
  }
}
