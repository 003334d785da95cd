package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
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
import java.util.ArrayList;
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

  private static final ReadResult UNREADABLE =
      ReadResult.newBuilder()
          .setCode(ResultCode.FAILURE.code())
          .setText("the store of conversations does not answer; retry later")
          .build();

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final InboxStore store;
  private final References references;
  private final Turns turns = new Turns("reads", AT_ONCE, MAX_WAITING);

  /** How many pages are asked of the store in one call, so that they fit an answer. */
  private final int pagesAtOnce;

  /**
   * @param maxBody the largest body of a message; one such message may be a page
   */
  InboxReads(InboxStore store, References references, int maxBody) {
    this.store = store;
    this.references = references;
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
    List<InboxQuery> queries = items.subList(from, to).stream().map(InboxReads::query).toList();
    return store
        .read(queries)
        .thenCompose(
            pages -> {
              List<PageContent> contents = new ArrayList<>(pages.size());
              for (int i = 0; i < pages.size(); i++) {
                InboxQuery query = queries.get(i);
                contents.add(new PageContent(query.userId(), pages.get(i), query.maxBytes()));
              }
              return resolve(contents)
                  .thenCompose(
                      done -> {
                        long left = room;
                        for (int i = 0; i < pages.size(); i++) {
                          left -= add(pages.get(i), contents.get(i), reply);
                        }
                        return read(items, to, left, reply);
                      });
            });
  }

  /**
   * Turns references into messages, in one call for all pages and as often as needed. When they
   * cannot be, pages end before the first of them: the messages of users before it do not wait.
   */
  private CompletableFuture<Void> resolve(List<PageContent> contents) {
    List<References.Held> wanted = new ArrayList<>(0);
    int[] counts = new int[contents.size()];
    for (int i = 0; i < counts.length; i++) {
      List<References.Held> next = contents.get(i).next();
      counts[i] = next.size();
      wanted.addAll(next);
    }
    return wanted.isEmpty()
        ? DONE
        : references
            .resolve(wanted)
            .handle(
                (resolved, failure) -> {
                  if (failure != null) {
                    contents.forEach(PageContent::cut);
                    return DONE;
                  }
                  distribute(contents, counts, resolved);
                  return resolve(contents);
                })
            .thenCompose(next -> next);
  }

  private static void distribute(
      List<PageContent> contents, int[] counts, List<References.Resolved> resolved) {
    int from = 0;
    for (int i = 0; i < counts.length; i++) {
      contents.get(i).take(resolved.subList(from, from + counts[i]));
      from += counts[i];
    }
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
  private static long add(InboxPage page, PageContent content, ReadBatchReply.Builder reply) {
    if (page.start().epoch().isEmpty()) {
      reply.addResults(BROKEN);
      return 0;
    }
    if (content.isUnreadable()) {
      reply.addResults(UNREADABLE);
      return 0;
    }
    ReadResult.Builder result =
        ReadResult.newBuilder()
            .setCode(ResultCode.SUCCESS.code())
            .setEpoch(page.start().epoch())
            .setContinuity(Continuity.valueOf(page.continuity().name()))
            .setStartSeq(page.start().seq())
            .setStartMessageId(page.start().messageId())
            .setHeadSeq(page.headSeq())
            .setBehind(page.behind());
    List<ByteString> payloads = content.payloads();
    for (int i = 0; i < payloads.size(); i++) {
      StoredMessage message = content.message(i);
      result.addMessages(
          io.crossim.route.api.StoredMessage.newBuilder()
              .setSeq(message.seq())
              .setMessageId(message.messageId())
              .setStoredAt(content.storedAt(i))
              .setPayload(payloads.get(i))
              .setGap(GapPlace.reason(message.reference())));
    }
    reply.addResults(result);
    return OVERHEAD + content.bytes() + (long) OVERHEAD * payloads.size();
  }
}
