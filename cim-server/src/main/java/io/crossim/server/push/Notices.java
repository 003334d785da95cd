package io.crossim.server.push;

import io.crossim.server.api.Notice;
import io.crossim.server.api.NoticeBatch;
import io.crossim.server.api.NoticeReply;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameSource;
import io.crossim.server.session.SessionRegistry;
import java.util.concurrent.CompletableFuture;
import lombok.RequiredArgsConstructor;

/**
 * Writes receipts and signals to the connections of their receivers. They are stored nowhere: a
 * connection that does not keep up does without. Any thread; never blocks.
 */
@RequiredArgsConstructor
final class Notices {

  private final SessionRegistry registry;
  private final PushMeters meters;

  CompletableFuture<NoticeReply> take(NoticeBatch batch) {
    Delivery delivery = new Delivery(1);
    for (Notice notice : batch.getNoticesList()) {
      FrameSource frame = FrameSource.shared(notice.getFrame());
      for (long receiver : notice.getReceiverIdsList()) {
        for (Connection connection : registry.of(receiver)) {
          if (connection.takesConversations()) {
            delivery.add(0, connection, to -> write(to, frame));
          }
        }
      }
    }
    return delivery.start().thenApply(done -> NoticeReply.getDefaultInstance());
  }

  private PushOutcome write(Connection connection, FrameSource frame) {
    boolean isWritten =
        connection.state() == ConnectionState.BOUND && connection.writer().deliver(frame);
    meters.noticed(isWritten);
    return isWritten ? PushOutcome.TAKEN : PushOutcome.LATER;
  }
}
