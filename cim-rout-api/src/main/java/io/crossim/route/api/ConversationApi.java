package io.crossim.route.api;

import io.crossim.common.result.CimException;
import java.util.concurrent.CompletableFuture;

/**
 * What cim-servers ask of a route about conversations, beside messages. Calls never block; they end
 * with a {@link CimException} when the whole batch failed, and may then be repeated on any route.
 * Answers are completed on threads that must not be blocked.
 */
public interface ConversationApi {

  /**
   * Brings what their conversations have for them into the inboxes of users, as far as there is
   * room. Repeating it is harmless.
   */
  CompletableFuture<CollectReply> collect(CollectRequest request);

  /**
   * Moves marks of members forward and tells those who are to know of it. What is not theirs to
   * say, or nothing new, is passed over. Repeating one is harmless.
   */
  CompletableFuture<ReceiptReply> receipts(ReceiptBatch batch);

  /**
   * Notes that a server wants to know when sessions of users begin and end, for 90 s from now, and
   * tells which of the users are online. Repeating it is harmless.
   */
  CompletableFuture<WatchReply> watch(WatchRequest request);

  /** Tells others what users are doing. It is stored nowhere: one that is lost stays lost. */
  CompletableFuture<SignalReply> signals(SignalBatch batch);
}
