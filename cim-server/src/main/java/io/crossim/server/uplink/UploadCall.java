package io.crossim.server.uplink;

import com.google.common.base.Ticker;
import io.crossim.common.batch.AsyncBatchCall;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.MessageApi;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendOutcome;
import io.crossim.service.outage.OutageLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one lane. A batch is tried until a route has decided on it, while the lane's next
 * batch waits, and so a sender's order holds. When no route decides on anything for some seconds,
 * its messages are given back to their senders, and those of the next batches at their first
 * failure, until a route decides again.
 */
@RequiredArgsConstructor
final class UploadCall implements AsyncBatchCall<Upload, SendOutcome> {

  private static final Duration GIVE_BACK_AFTER = Duration.ofSeconds(5);

  final MessageApi routes;
  final UplinkMeters meters;
  final OutageLog outages;
  final ScheduledExecutorService timer;
  final Ticker ticker;

  private volatile boolean closing;

  /**
   * Whether the route that answered last takes messages as their senders sent them. Others are
   * found out by their answer, which is empty then, also where a load balancer chooses among routes
   * of several versions.
   */
  private volatile boolean routesTakeUploads;

  /** Since when no route has decided on anything; null while they do. */
  private volatile @Nullable Long stuckSince;

  /** Gives up what is still tried, at its next pause. */
  void close() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  /**
   * The request for messages, in the form that the route knows which answered last. Messages to
   * groups can be told in the newer form only, which is tried for them.
   */
  SendBatch request(List<Upload> uploads) {
    SendBatch.Builder request = SendBatch.newBuilder();
    boolean areUploads = routesTakeUploads || uploads.stream().anyMatch(Upload::needsWholeForm);
    for (Upload upload : uploads) {
      if (areUploads) {
        request.addUploads(upload.toItem());
      } else {
        request.addSends(upload.toOlderItem());
      }
    }
    return request.build();
  }

  /**
   * Notes which form the route knows that has answered.
   *
   * @return whether it did not know that of the request, and has done nothing
   */
  boolean isMisunderstood(boolean wereUploads, SendBatchReply reply) {
    routesTakeUploads = reply.getTakesUploads();
    return wereUploads && !reply.getTakesUploads() && reply.getOutcomesCount() == 0;
  }

  /** Whether a call would fail again with this: it is the request that is at fault. */
  static boolean isRefused(Throwable cause) {
    if (cause instanceof CimException known) {
      return !(known instanceof UnavailableException)
          && (known.code() == ResultCode.INVALID_ARGUMENT || known.code() == ResultCode.FAILURE);
    }
    return !(cause instanceof Error
        || cause instanceof TimeoutException
        || cause instanceof RejectedExecutionException
        || cause instanceof CancellationException);
  }

  @Override
  public CompletableFuture<List<SendOutcome>> call(List<Upload> batch) {
    return new UploadBatch(this, batch).start();
  }

  /** A route has decided on something. */
  void decided() {
    stuckSince = null;
    outages.succeeded();
  }

  /**
   * A route has decided on nothing.
   *
   * @return whether this has gone on for so long that senders are to be told
   */
  boolean undecided(int messages, String why) {
    outages.failed(messages, why);
    long now = ticker.read();
    Long since = stuckSince;
    if (since == null) {
      stuckSince = now;
      return false;
    }
    return now - since >= GIVE_BACK_AFTER.toNanos();
  }
}
