package io.crossim.sdk.notice;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far the user has read, at most once per second and conversation: the highest mark of
 * that time. Nobody answers, so the marks that were told last are told again over the next
 * connection. On the event loop.
 */
@RequiredArgsConstructor
final class ReadMarks {

  private static final long PAUSE_MILLIS = 1_000;

  /**
   * The most conversations of which a mark is remembered, because a server takes no more at once;
   * the one that was read first goes.
   */
  private static final int REMEMBERED = 100;

  /** The most receipts of one frame. */
  private static final int MOST_IN_FRAME = 64;

  private final ScheduledExecutorService loop;

  private final Map<Conversation, Mark> marks =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Conversation, Mark> eldest) {
          return size() > REMEMBERED;
        }
      };

  private @Nullable Consumer<Frame> connection;

  /** How far one conversation is read. */
  private static final class Mark {
    private long read;
    private long told;
    private boolean pausing;
  }

  /**
   * Another connection is there, or none.
   *
   * @param to takes frames of a server that knows conversations, must not block; null for none
   */
  void connected(@Nullable Consumer<Frame> to) {
    connection = to;
    if (to != null) {
      Frame.Builder frame = receipts();
      marks.forEach(
          (conversation, mark) -> {
            frame.addReceipts(receipt(conversation, mark.read));
            mark.told = mark.read;
            if (frame.getReceiptsCount() == MOST_IN_FRAME) {
              to.accept(frame.build());
              frame.clearReceipts();
            }
          });
      if (frame.getReceiptsCount() > 0) {
        to.accept(frame.build());
      }
    }
  }

  /** The user has read everything up to a place. A lower one than before changes nothing. */
  void read(Conversation conversation, long seq) {
    Mark mark = marks.computeIfAbsent(conversation, absent -> new Mark());
    if (seq > mark.read) {
      mark.read = seq;
      tell(conversation, mark);
    }
  }

  private void tell(Conversation conversation, Mark mark) {
    Consumer<Frame> to = connection;
    if (to == null || mark.pausing || mark.told >= mark.read) {
      return;
    }
    mark.told = mark.read;
    mark.pausing = true;
    to.accept(receipts().addReceipts(receipt(conversation, mark.read)).build());
    loop.schedule(() -> endPause(conversation, mark), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void endPause(Conversation conversation, Mark mark) {
    mark.pausing = false;
    tell(conversation, mark);
  }

  private static Frame.Builder receipts() {
    return Frame.newBuilder().setCmd(Command.RECEIPT);
  }

  private static Receipt receipt(Conversation conversation, long read) {
    return Receipt.newBuilder().setConversation(conversation).setRead(read).build();
  }
}
