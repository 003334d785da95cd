package io.crossim.route.delivery;

import com.google.protobuf.UnsafeByteOperations;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.Position;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.route.api.Continuity;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadBatchReply;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.ReadResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads inboxes for servers. Pages, answers and what is read at once are bounded in bytes, so that
 * many users with many messages cost time and not memory. An item that finds no room in an answer
 * is marked to be asked for again.
 */
final class InboxReads {

  private static final int MAX_PAGE = 100;
  private static final long PAGE_BYTES = 256 << 10;

  /** Beyond that an answer takes no further page. */
  private static final long ANSWER_BYTES = 4L << 20;

  /** What a message costs in an answer beside its payload. */
  private static final int OVERHEAD = 32;

  /** Answers that are put together at once; one more waits. */
  private static final int AT_ONCE = 8;

  private static final int MAX_WAITING = 256;

  private static final ReadResult LATER =
      ReadResult.newBuilder()
          .setCode(ResultCode.FAILURE.code())
          .setText("this answer is full; ask again for the rest")
          .setLater(true)
          .build();

  private static final ReadResult BROKEN =
      ReadResult.newBuilder()
          .setCode(ResultCode.FETCH_FAILED.code())
          .setText("this inbox is damaged")
          .build();

  private final InboxStore store;
  private final Turns turns = new Turns(AT_ONCE, MAX_WAITING);

  /** How many pages are asked of the store in one call, so that they fit an answer. */
  private final int pagesAtOnce;

  /**
   * @param maxBody the largest body of a message; one such message may be a page
   */
  InboxReads(InboxStore store, int maxBody) {
    this.store = store;
    this.pagesAtOnce = (int) Math.max(1, ANSWER_BYTES / Math.max(PAGE_BYTES, maxBody));
  }

  CompletableFuture<ReadBatchReply> read(ReadBatch batch) {
    return turns.take(
        () -> read(batch.getReadsList(), 0, ANSWER_BYTES, ReadBatchReply.newBuilder()));
  }

  private CompletableFuture<ReadBatchReply> read(
      List<ReadItem> items, int from, long room, ReadBatchReply.Builder reply) {
    if (from == items.size() || room <= 0) {
      for (int i = from; i < items.size(); i++) {
        reply.addResults(LATER);
      }
      return CompletableFuture.completedFuture(reply.build());
    }
    int to = Math.min(items.size(), from + pagesAtOnce);
    return store
        .read(items.subList(from, to).stream().map(InboxReads::query).toList())
        .thenCompose(
            pages -> {
              long left = room;
              for (InboxPage page : pages) {
                left -= add(page, reply);
              }
              return read(items, to, left, reply);
            });
  }

  private static InboxQuery query(ReadItem item) {
    Position after =
        item.getEpoch().isEmpty()
            ? null
            : new Position(item.getEpoch(), item.getSeq(), item.getMessageId());
    int limit = Math.max(1, Math.min(item.getLimit(), MAX_PAGE));
    long bytes = item.getMaxBytes() <= 0 ? PAGE_BYTES : Math.min(item.getMaxBytes(), PAGE_BYTES);
    return new InboxQuery(item.getUserId(), item.getDevice(), after, limit, bytes);
  }

  /** Adds a page to the answer, and tells how many bytes that is. */
  private static long add(InboxPage page, ReadBatchReply.Builder reply) {
    if (page.start().epoch().isEmpty()) {
      reply.addResults(BROKEN);
      return 0;
    }
    ReadResult.Builder result =
        ReadResult.newBuilder()
            .setCode(ResultCode.SUCCESS.code())
            .setEpoch(page.start().epoch())
            .setContinuity(Continuity.valueOf(page.continuity().name()))
            .setStartSeq(page.start().seq())
            .setStartMessageId(page.start().messageId())
            .setHeadSeq(page.headSeq());
    long bytes = OVERHEAD;
    for (StoredMessage message : page.messages()) {
      bytes += OVERHEAD + message.payload().length;
      result.addMessages(
          io.crossim.route.api.StoredMessage.newBuilder()
              .setSeq(message.seq())
              .setMessageId(message.messageId())
              .setStoredAt(message.storedAt())
              .setPayload(UnsafeByteOperations.unsafeWrap(message.payload())));
    }
    reply.addResults(result);
    return bytes;
  }
}
