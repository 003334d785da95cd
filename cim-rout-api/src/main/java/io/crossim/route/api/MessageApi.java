package io.crossim.route.api;

import io.crossim.common.result.CimException;
import java.util.concurrent.CompletableFuture;

/**
 * What cim-servers ask of a route about messages. Calls never block; they end with a {@link
 * CimException} when the whole batch failed, and may then be repeated on any route. Answers are
 * completed on threads that must not be blocked.
 */
public interface MessageApi {

  /**
   * Stores messages and hints at them to their receivers; every item has its own outcome. Items of
   * one sender to one receiver keep their order. Repeating one within a day stores nothing twice.
   */
  CompletableFuture<SendBatchReply> send(SendBatch batch);

  /** Reads inboxes. Changes nothing but the epoch of a store that has gone back. */
  CompletableFuture<ReadBatchReply> read(ReadBatch batch);

  /** Moves the acknowledgements of devices forward. Repeating one is harmless. */
  CompletableFuture<AckReply> acknowledge(AckBatch batch);

  /** The last message of each inbox; shows the store that these devices are still in use. */
  CompletableFuture<HeadsReply> heads(HeadsRequest request);
}
