package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.crossim.persistence.conversation.Reference;
import io.crossim.persistence.inbox.InboxPage;
import io.crossim.persistence.inbox.StoredMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The payloads of a page of an inbox, whose references are turned into messages some at a time:
 * only then it is known how large they are, and how many of them the answer takes. One thread at a
 * time.
 */
final class PageContent {

  /** So many references are resolved before anything is known of their size. */
  private static final int FIRST = 16;

  private final long reader;
  private final List<StoredMessage> messages;
  private final long maxBytes;

  private final List<ByteString> payloads;

  /** When each of them was sent. */
  private final long[] times;

  private final Deque<References.Resolved> resolved = new ArrayDeque<>(0);

  /** The message behind those whose references were asked for. */
  private int asked;

  private long bytes;
  private boolean isFull;

  PageContent(long reader, InboxPage page, long maxBytes) {
    this.reader = reader;
    this.messages = page.messages();
    this.maxBytes = maxBytes;
    this.payloads = new ArrayList<>(messages.size());
    this.times = new long[messages.size()];
    assemble();
  }

  /** The references that are to be resolved next; none when the content is complete. */
  List<References.Held> next() {
    List<References.Held> next = new ArrayList<>(0);
    if (!isFull) {
      int most = most();
      asked = Math.max(asked, payloads.size());
      for (; asked < messages.size() && next.size() < most; asked++) {
        Reference reference = messages.get(asked).reference();
        if (reference != null) {
          next.add(new References.Held(reader, reference));
        }
      }
    }
    return next;
  }

  /** As many as there is room for, if they are as large as those before them. */
  private int most() {
    return payloads.isEmpty()
        ? FIRST
        : (int) Math.max(1, (maxBytes - bytes) / Math.max(1, bytes / payloads.size()));
  }

  /** The references that were asked for last are resolved. */
  void take(List<References.Resolved> next) {
    resolved.addAll(next);
    assemble();
  }

  private void assemble() {
    while (!isFull && payloads.size() < messages.size()) {
      StoredMessage message = messages.get(payloads.size());
      References.Resolved next =
          message.reference() == null
              ? new References.Resolved(UnsafeByteOperations.unsafeWrap(message.payload()), 0)
              : resolved.poll();
      if (next == null) {
        return;
      }
      ByteString payload = next.payload();
      isFull = !payloads.isEmpty() && bytes + payload.size() > maxBytes;
      if (!isFull) {
        bytes += payload.size();
        times[payloads.size()] = next.storedAt() == 0 ? message.storedAt() : next.storedAt();
        payloads.add(payload);
      }
    }
  }

  /** References cannot be resolved now: what stands before the first of them is all. */
  void cut() {
    isFull = true;
  }

  /** Whether there are messages, and none that can be read now. */
  boolean isUnreadable() {
    return payloads.isEmpty() && !messages.isEmpty();
  }

  /** The payloads of the first messages of the page. */
  List<ByteString> payloads() {
    return payloads;
  }

  /**
   * When a message was sent. One that waited for its receiver outside of the inbox is older than
   * its reference there.
   */
  long storedAt(int place) {
    return times[place];
  }

  StoredMessage message(int place) {
    return messages.get(place);
  }

  long bytes() {
    return bytes;
  }
}
