package io.crossim.server.conversation;

import io.crossim.common.batch.BatchBounds;
import io.crossim.common.batch.BatchLane;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.protocol.Signal;
import io.crossim.route.api.ConversationApi;
import io.crossim.route.api.ReceiptItem;
import io.crossim.route.api.SignalBatch;
import io.crossim.route.api.SignalItem;
import io.crossim.server.connection.Connection;
import io.crossim.service.web.Checks;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.Getter;
import lombok.experimental.Accessors;
import lombok.extern.slf4j.Slf4j;

/**
 * Takes what v3 clients say about conversations beside messages, if they have announced that they
 * know conversations. What makes no sense is passed over. On the client's event loop; nothing but
 * the end blocks.
 */
@Slf4j
@Accessors(fluent = true)
public final class ConversationUplink implements AutoCloseable {

  /** So many receipts, or signals, of one frame are looked at. */
  static final int MAX_OF_FRAME = 100;

  private static final BatchBounds SIGNALS = BatchBounds.ofItems(512, 5_000);

  /** Calls have time limits of their own; this one is for those that lose their answer. */
  private static final Duration CALL_WITHIN = Duration.ofSeconds(10);

  private static final Duration LAST_CALLS = Duration.ofSeconds(1);

  private final ConversationApi routes;
  private final ConversationMeters meters;
  private final ReceiptBuffer receipts;
  private final SignalRates rates;
  private final BatchLane<SignalItem, Optional<Void>> signals;

  /** Takes whose presence clients want to know. */
  @Getter private final Subscriptions subscriptions;

  /**
   * @param executor sets the calls off; they do not block
   * @param timer times what gathers for a while
   */
  public ConversationUplink(
      ConversationApi routes,
      ConversationMeters meters,
      Presence presence,
      Executor executor,
      ScheduledExecutorService timer) {
    this.routes = routes;
    this.meters = meters;
    this.receipts = new ReceiptBuffer(routes, executor, timer);
    this.rates = new SignalRates(timer);
    this.signals = BatchLane.async(this::call, executor, SIGNALS, (SignalItem item) -> 0);
    this.subscriptions = new Subscriptions(presence, meters, timer);
  }

  /** How far the user of a connection has got. */
  public void receipts(Connection connection, List<Receipt> said) {
    if (!connection.takesConversations()) {
      return;
    }
    int looked = Math.min(said.size(), MAX_OF_FRAME);
    meters.droppedReceipts.increment(said.size() - looked);
    for (Receipt receipt : said.subList(0, looked)) {
      ConversationKey conversation = ConversationKey.of(receipt.getConversation());
      if (conversation == null || !receipt.hasConversation() || !isReceipt(receipt)) {
        meters.invalidReceipts.increment();
        continue;
      }
      ReceiptItem item =
          ReceiptItem.newBuilder()
              .setUserId(connection.userId())
              .setGeneration(connection.generation())
              .setConversationType(conversation.type())
              .setConversationId(conversation.id())
              .setDelivered(receipt.getDelivered())
              .setRead(receipt.getRead())
              .build();
      boolean isTaken = receipts.add(connection, conversation, item);
      (isTaken ? meters.receipts : meters.droppedReceipts).increment();
    }
  }

  private static boolean isReceipt(Receipt receipt) {
    return isPlace(receipt.getDelivered())
        && isPlace(receipt.getRead())
        && receipt.getDelivered() + receipt.getRead() > 0;
  }

  private static boolean isPlace(long number) {
    return number >= 0 && number <= Checks.MAX_USER_ID;
  }

  /** What the user of a connection is doing. */
  public void signals(Connection connection, List<Signal> said) {
    if (!connection.takesConversations()) {
      return;
    }
    int looked = Math.min(said.size(), MAX_OF_FRAME);
    meters.limitedSignals.increment(said.size() - looked);
    for (Signal signal : said.subList(0, looked)) {
      ConversationKey conversation = ConversationKey.of(signal.getConversation());
      boolean isSaid =
          signal.getType() == Signal.Type.TYPING || signal.getType() == Signal.Type.STOPPED;
      if (conversation == null || conversation.isWithSystem() || !isSaid) {
        meters.invalidSignals.increment();
      } else if (rates.admit(connection, conversation, signal.getType())) {
        send(connection, conversation, signal);
      } else {
        meters.limitedSignals.increment();
      }
    }
  }

  private void send(Connection connection, ConversationKey conversation, Signal signal) {
    signals
        .submit(
            SignalItem.newBuilder()
                .setUserId(connection.userId())
                .setGeneration(connection.generation())
                .setConversationType(conversation.type())
                .setConversationId(conversation.id())
                .setType(signal.getTypeValue())
                .build())
        .whenComplete(
            (done, failure) ->
                (failure == null ? meters.signals : meters.droppedSignals).increment());
  }

  private CompletionStage<List<Optional<Void>>> call(List<SignalItem> batch) {
    return routes
        .signals(SignalBatch.newBuilder().addAllSignals(batch).build())
        .orTimeout(CALL_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(reply -> Collections.nCopies(batch.size(), Optional.empty()));
  }

  /** Sends the last receipts, and waits for that a little. */
  @Override
  public void close() {
    try {
      receipts.flush().get(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.debug("the last receipts had no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
