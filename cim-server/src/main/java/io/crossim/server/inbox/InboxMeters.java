package io.crossim.server.inbox;

import io.crossim.service.meter.Sizes;
import io.crossim.service.meter.Timers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What is counted of messages on their way from an inbox to a client and back. Any thread. */
public final class InboxMeters {

  private final Counter live;
  private final Counter replayed;
  private final Counter acknowledged;
  private final Counter pulls;
  private final Counter slow;
  private final Timer acknowledgement;
  private final DistributionSummary waiting;

  public InboxMeters(MeterRegistry registry) {
    this.live = pushed(registry, "live");
    this.replayed = pushed(registry, "replay");
    this.acknowledged =
        counter(registry, "cim.messages.acknowledged", "Messages that clients have acknowledged");
    this.pulls =
        counter(registry, "cim.inbox.pulls", "Reads of an inbox because a client was behind");
    this.slow =
        counter(
            registry,
            "cim.receivers.slow",
            "Messages that were left for a later read, because their client did not keep up");
    this.acknowledgement =
        Timers.of(
            registry,
            "cim.acknowledgement.time",
            "From the write of a message to its acknowledgement, of some messages");
    this.waiting =
        Sizes.of(registry, "cim.inbox.waiting", "Messages that waited for a device at its login");
  }

  private static Counter pushed(MeterRegistry registry, String way) {
    return Counter.builder("cim.messages.pushed")
        .description("Messages that were written to clients")
        .tag("way", way)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void pushedLive() {
    live.increment();
  }

  void replayed(int messages) {
    replayed.increment(messages);
  }

  void acknowledged(long messages) {
    acknowledged.increment(messages);
  }

  void acknowledgedAfter(long nanos) {
    acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
  }

  void pulled() {
    pulls.increment();
  }

  void leftForLater() {
    slow.increment();
  }

  void waitedAtLogin(long messages) {
    waiting.record(messages);
  }
}
