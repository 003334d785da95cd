package io.crossim.route.delivery;

import io.crossim.route.api.SentMessage;
import io.crossim.service.clock.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Takes private messages of HTTP callers. Any thread; never blocks. */
@FunctionalInterface
public interface PrivateMessages {

  /**
   * Stores messages to one receiver, in their order.
   *
   * @param messages at least one, all from the same sender to the same receiver
   * @param trace the context that their sender gave; empty for none
   * @param wantsStatus whether the caller is told how far the last one came
   * @return what became of the last one, when all are stored; fails with a {@link
   *     io.crossim.common.result.CimException} when they are refused, and with an {@link
   *     io.crossim.common.result.UnavailableException} when the store did not answer within the
   *     limit
   */
  CompletableFuture<SentMessage> deliver(
      List<CheckedMessage> messages, String trace, boolean wantsStatus, Deadline limit);
}
