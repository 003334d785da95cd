package io.crossim.server.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of receipts and signals of clients. Any thread. */
public final class ConversationMeters {

  final Counter receipts;
  final Counter invalidReceipts;
  final Counter droppedReceipts;
  final Counter signals;
  final Counter invalidSignals;
  final Counter limitedSignals;
  final Counter droppedSignals;

  public ConversationMeters(MeterRegistry registry) {
    this.receipts = receipts(registry, "taken");
    this.invalidReceipts = receipts(registry, "invalid");
    this.droppedReceipts = receipts(registry, "dropped");
    this.signals = signals(registry, "taken");
    this.invalidSignals = signals(registry, "invalid");
    this.limitedSignals = signals(registry, "limited");
    this.droppedSignals = signals(registry, "dropped");
  }

  private static Counter receipts(MeterRegistry registry, String outcome) {
    return Counter.builder("cim.client.receipts")
        .description("Receipts that clients sent, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Counter signals(MeterRegistry registry, String outcome) {
    return Counter.builder("cim.client.signals")
        .description("Signals and subscriptions that clients sent, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
