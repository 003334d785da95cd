package io.crossim.server;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
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
import io.crossim.route.api.UploadItem;
import io.crossim.server.api.Push;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A route with inboxes in lists; a test may make it be away or change its epoch. */
public final class FakeMessages implements MessageApi {

  public final List<AckItem> acks = new CopyOnWriteArrayList<>();
  public final List<SendItem> sends = new CopyOnWriteArrayList<>();
  public final AtomicInteger reads = new AtomicInteger();
  public volatile String epoch = "e1";
  public volatile Continuity continuity = Continuity.KEPT;
  public volatile boolean away;

  /** The store cannot use any inbox. */
  public volatile boolean damaged;

  /** Answers wait for it. */
  public volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

  /** What a batch of sends fails with, if with anything. */
  public volatile Function<SendBatch, @Nullable RuntimeException> refusal = batch -> null;

  /** Reads say that there is more than the inbox has room for. */
  public volatile boolean behind;

  /** Whether nobody else is online. */
  public volatile boolean nobody;

  /** Messages that came as their senders sent them. */
  public final List<UploadItem> uploads = new CopyOnWriteArrayList<>();

  /** Is of a version that does not know uploads. */
  public volatile boolean isOld;

  /** Batches of sends that came, refused ones too. */
  public final AtomicInteger batches = new AtomicInteger();

  /** So many sends are answered with a retry before one is taken. */
  public final AtomicInteger retries = new AtomicInteger();

  private final Map<Long, List<StoredMessage>> inboxes = new ConcurrentHashMap<>();

  /** Stores texts that were sent together; answers the pushes that would tell of them. */
  public List<Push> storeBatch(long userId, long senderId, String... texts) {
    List<Push> pushes = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      pushes.add(store(userId, message(senderId, texts[i], texts.length, i)));
    }
    return pushes;
  }

  /** Stores a text; answers the push that would tell of it. */
  public Push store(long userId, long senderId, String text) {
    return store(userId, message(senderId, text, 0, 0));
  }

  private static Message message(long senderId, String text, int batchSize, int batchIndex) {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setId(senderId))
        .setBody(ByteString.copyFromUtf8(text))
        .setSenderId(senderId)
        .setSenderName("user" + senderId)
        .setBatchSize(batchSize)
        .setBatchIndex(batchIndex)
        .build();
  }

  /** Stores what a user has said in a group; answers the push that would tell of it. */
  public Push storeInGroup(long userId, long groupId, long senderId, String text) {
    return store(userId, inGroup(groupId, senderId, text).build());
  }

  /** Stores what has happened in a group; answers the push that would tell of it. */
  public Push storeInGroup(long userId, long groupId, long senderId, Kind kind, String text) {
    return store(userId, inGroup(groupId, senderId, text).setKind(kind).build());
  }

  private static Message.Builder inGroup(long groupId, long senderId, String text) {
    return message(senderId, text, 0, 0).toBuilder()
        .setConversation(Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(groupId))
        .setConversationName("group" + groupId)
        .setConversationSeq(1);
  }

  /** Stores that messages of a group are missing. */
  public void storeGap(long userId, long groupId, Continuity reason) {
    store(userId, inGroup(groupId, 0, "").clearConversationSeq().setRecalled(true).build(), reason);
  }

  /** Stores a message; answers the push that would tell of it. */
  public Push store(long userId, Message content) {
    return push(userId, store(userId, content, Continuity.KEPT));
  }

  private StoredMessage store(long userId, Message content, Continuity gap) {
    List<StoredMessage> inbox =
        inboxes.computeIfAbsent(userId, user -> new CopyOnWriteArrayList<>());
    long seq = inbox.size() + 1;
    StoredMessage message =
        StoredMessage.newBuilder()
            .setSeq(seq)
            .setMessageId(1_000 + seq)
            .setStoredAt(2_000 + seq)
            .setPayload(content.toByteString())
            .setGap(gap)
            .build();
    inbox.add(message);
    return message;
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
    return gate.thenCompose(open -> answer(() -> sendNow(batch)));
  }

  private SendBatchReply sendNow(SendBatch batch) {
    batches.incrementAndGet();
    check();
    SendBatch known = isOld ? batch.toBuilder().clearUploads().build() : inSingleFields(batch);
    RuntimeException refused = refusal.apply(known);
    if (refused != null) {
      throw refused;
    }
    SendBatchReply.Builder reply = SendBatchReply.newBuilder().setTakesUploads(!isOld);
    for (SendItem item : known.getSendsList()) {
      if (retries.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        reply.addOutcomes(SendOutcome.newBuilder().setCode("4000").setRetry(true));
      } else {
        sends.add(item);
        if (nobody && item.getConversationType() == Conversation.Type.ALL_VALUE) {
          reply.addOutcomes(
              SendOutcome.newBuilder().setCode(ResultCode.SUCCESS.code()).setNobody(true));
          continue;
        }
        if (item.getConversationType() == Conversation.Type.GROUP_VALUE) {
          reply.addOutcomes(
              SendOutcome.newBuilder()
                  .setCode(ResultCode.SUCCESS.code())
                  .setMessageId(78)
                  .setConversationSeq(sends.size()));
          continue;
        }
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

  private SendBatch inSingleFields(SendBatch batch) {
    uploads.addAll(batch.getUploadsList());
    SendBatch.Builder known = SendBatch.newBuilder().addAllSends(batch.getSendsList());
    for (UploadItem upload : batch.getUploadsList()) {
      Message message = parse(upload);
      known.addSends(
          SendItem.newBuilder()
              .setSenderId(upload.getSenderId())
              .setGeneration(upload.getGeneration())
              .setTrace(upload.getTrace())
              .setConversationType(message.getConversation().getTypeValue())
              .setConversationId(message.getConversation().getId())
              .setContentType(message.getContentType())
              .setBody(message.getBody())
              .setClientMsgId(message.getClientMsgId()));
    }
    return known.build();
  }

  private static Message parse(UploadItem upload) {
    try {
      return Message.parseFrom(upload.getPayload());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return gate.thenCompose(open -> answer(() -> readNow(batch)));
  }

  private ReadBatchReply readNow(ReadBatch batch) {
    reads.incrementAndGet();
    check();
    ReadBatchReply.Builder reply = ReadBatchReply.newBuilder();
    for (ReadItem item : batch.getReadsList()) {
      if (damaged) {
        reply.addResults(ReadResult.newBuilder().setCode(ResultCode.FETCH_FAILED.code()));
        continue;
      }
      List<StoredMessage> inbox = inboxes.getOrDefault(item.getUserId(), List.of());
      Continuity said = item.getEpoch().equals(epoch) ? Continuity.KEPT : continuity;
      ReadResult.Builder result =
          ReadResult.newBuilder()
              .setCode(ResultCode.SUCCESS.code())
              .setEpoch(epoch)
              .setContinuity(said)
              .setBehind(behind)
              .setStartSeq(item.getSeq())
              .setStartMessageId(item.getMessageId())
              .setHeadSeq(inbox.size());
      long bytes = 0;
      for (StoredMessage message : inbox) {
        if (message.getSeq() > item.getSeq() && result.getMessagesCount() < item.getLimit()) {
          bytes += message.getPayload().size();
          if (bytes > item.getMaxBytes() && result.getMessagesCount() > 0) {
            break;
          }
          result.addMessages(message);
        }
      }
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
