package io.crossim.server;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.AckReply;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.Head;
import io.crossim.route.api.HeadItem;
import io.crossim.route.api.HeadsReply;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.api.Push;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A route with inboxes in lists; a test may make it be away or change its epoch. */
public final class FakeMessages implements MessageApi {

  public final List<AckItem> acks = new CopyOnWriteArrayList<>();
  public final List<SendItem> sends = new CopyOnWriteArrayList<>();
  public final AtomicInteger reads = new AtomicInteger();
  public volatile String epoch = "e1";
  public volatile Continuity continuity = Continuity.KEPT;
  public volatile boolean away;

  /** So many sends are answered with a retry before one is taken. */
  public final AtomicInteger retries = new AtomicInteger();

  private final Map<Long, List<StoredMessage>> inboxes = new ConcurrentHashMap<>();

  /** Stores a text; answers the push that would tell of it. */
  public Push store(long userId, long senderId, String text) {
    List<StoredMessage> inbox =
        inboxes.computeIfAbsent(userId, user -> new CopyOnWriteArrayList<>());
    long seq = inbox.size() + 1;
    StoredMessage message =
        StoredMessage.newBuilder()
            .setSeq(seq)
            .setMessageId(1_000 + seq)
            .setStoredAt(2_000 + seq)
            .setPayload(
                Message.newBuilder()
                    .setConversation(Conversation.newBuilder().setId(senderId))
                    .setBody(ByteString.copyFromUtf8(text))
                    .setSenderId(senderId)
                    .setSenderName("user" + senderId)
                    .build()
                    .toByteString())
            .build();
    inbox.add(message);
    return push(userId, message);
  }

  private Push push(long userId, StoredMessage message) {
    return Push.newBuilder()
        .setReceiverId(userId)
        .setEpoch(epoch)
        .setSeq(message.getSeq())
        .setMessageId(message.getMessageId())
        .setStoredAt(message.getStoredAt())
        .setPayload(message.getPayload())
        .build();
  }

  public long head(long userId) {
    return inboxes.getOrDefault(userId, List.of()).size();
  }

  @Override
  public CompletableFuture<SendBatchReply> send(SendBatch batch) {
    return answer(() -> sendNow(batch));
  }

  private SendBatchReply sendNow(SendBatch batch) {
    check();
    SendBatchReply.Builder reply = SendBatchReply.newBuilder();
    for (SendItem item : batch.getSendsList()) {
      if (retries.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        reply.addOutcomes(SendOutcome.newBuilder().setCode("4000").setRetry(true));
      } else {
        sends.add(item);
        reply.addOutcomes(
            SendOutcome.newBuilder()
                .setCode(ResultCode.SUCCESS.code())
                .setMessageId(77)
                .setSeq(sends.size())
                .setPushed(true));
      }
    }
    return reply.build();
  }

  @Override
  public CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return answer(() -> readNow(batch));
  }

  private ReadBatchReply readNow(ReadBatch batch) {
    reads.incrementAndGet();
    check();
    ReadBatchReply.Builder reply = ReadBatchReply.newBuilder();
    for (ReadItem item : batch.getReadsList()) {
      List<StoredMessage> inbox = inboxes.getOrDefault(item.getUserId(), List.of());
      Continuity said = item.getEpoch().equals(epoch) ? Continuity.KEPT : continuity;
      ReadResult.Builder result =
          ReadResult.newBuilder()
              .setCode(ResultCode.SUCCESS.code())
              .setEpoch(epoch)
              .setContinuity(said)
              .setStartSeq(item.getSeq())
              .setStartMessageId(item.getMessageId())
              .setHeadSeq(inbox.size());
      inbox.stream()
          .filter(message -> message.getSeq() > item.getSeq())
          .limit(item.getLimit())
          .forEach(result::addMessages);
      reply.addResults(result);
    }
    return reply.build();
  }

  @Override
  public CompletableFuture<AckReply> acknowledge(AckBatch batch) {
    return answer(() -> acknowledgeNow(batch));
  }

  private AckReply acknowledgeNow(AckBatch batch) {
    check();
    acks.addAll(batch.getAcksList());
    return AckReply.getDefaultInstance();
  }

  @Override
  public CompletableFuture<HeadsReply> heads(HeadsRequest request) {
    return answer(() -> headsNow(request));
  }

  private HeadsReply headsNow(HeadsRequest request) {
    check();
    HeadsReply.Builder reply = HeadsReply.newBuilder();
    for (HeadItem item : request.getItemsList()) {
      reply.addHeads(Head.newBuilder().setEpoch(epoch).setSeq(head(item.getUserId())));
    }
    return reply.build();
  }

  private void check() {
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
