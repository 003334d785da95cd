package io.crossim.route.conversation;

import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.inbox.CollectOutcome;
import io.crossim.service.meter.Sizes;
import io.crossim.service.meter.Timers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is counted of conversations. Any thread. */
final class ConversationMeters {

  private final Map<PostOutcome.Status, Counter> posts = new EnumMap<>(PostOutcome.Status.class);
  private final Map<CollectCause, Map<CollectOutcome.Status, Counter>> collects =
      new EnumMap<>(CollectCause.class);
  private final DistributionSummary members;
  private final Timer time;
  private final Counter resolved;
  private final Counter gone;
  private final Counter left;
  private final Counter receipts;
  private final Counter signalsTold;
  private final Counter signalsDropped;
  private final AtomicLong unfinished = new AtomicLong();
  private final AtomicLong oldestUnfinished = new AtomicLong();

  ConversationMeters(MeterRegistry registry) {
    for (PostOutcome.Status status : PostOutcome.Status.values()) {
      posts.put(
          status,
          Counter.builder("cim.conversation.posts")
              .description("Posts to conversations, by what became of them")
              .tag("outcome", word(status))
              .register(registry));
    }
    for (CollectCause cause : CollectCause.values()) {
      Map<CollectOutcome.Status, Counter> outcomes = new EnumMap<>(CollectOutcome.Status.class);
      for (CollectOutcome.Status status : CollectOutcome.Status.values()) {
        outcomes.put(
            status,
            Counter.builder("cim.collects")
                .description(
                    "Calls that bring a conversation into an inbox, by what became of them")
                .tag("outcome", word(status))
                .tag("cause", word(cause))
                .register(registry));
      }
      collects.put(cause, outcomes);
    }
    members =
        Sizes.of(registry, "cim.fanout.members", "Members who were online when it was brought");
    time =
        Timers.of(
            registry,
            "cim.fanout.time",
            "From when a post is stored to when the inboxes of all members online have it");
    resolved = references(registry, "found");
    gone = references(registry, "gone");
    left =
        Counter.builder("cim.fanout.left")
            .description("Posts whose delivery was left to the sweeper")
            .register(registry);
    receipts =
        Counter.builder("cim.receipts")
            .description("Marks of members that were moved forward")
            .register(registry);
    signalsTold = signals(registry, "told");
    signalsDropped = signals(registry, "dropped");
    Gauge.builder("cim.unfinished", unfinished, AtomicLong::doubleValue)
        .description("Conversations with entries that were not brought to everybody for 5 s")
        .register(registry);
    Gauge.builder("cim.unfinished.age.seconds.max", oldestUnfinished, AtomicLong::doubleValue)
        .description("For how long the oldest of these is unfinished")
        .register(registry);
  }

  private static Counter references(MeterRegistry registry, String outcome) {
    return Counter.builder("cim.references.resolved")
        .description("References of inboxes that were turned into messages")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static Counter signals(MeterRegistry registry, String outcome) {
    return Counter.builder("cim.signals")
        .description("What users were doing, by whether others were told of it")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  void posted(PostOutcome.Status status) {
    count(posts.get(status));
  }

  void collected(CollectCause cause, CollectOutcome.Status status) {
    Map<CollectOutcome.Status, Counter> outcomes = collects.get(cause);
    if (outcomes != null) {
      count(outcomes.get(status));
    }
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  void broughtTo(int online) {
    members.record(online);
  }

  void broughtAfter(long nanos) {
    time.record(nanos, TimeUnit.NANOSECONDS);
  }

  void resolved(int found, int missing) {
    resolved.increment(found);
    gone.increment(missing);
  }

  void leftToTheSweeper(int deliveries) {
    left.increment(deliveries);
  }

  void receipt() {
    receipts.increment();
  }

  void signal(boolean isTold) {
    (isTold ? signalsTold : signalsDropped).increment();
  }

  /**
   * What a look at all shards of this route has found.
   *
   * @param ageMillis of the oldest one
   */
  void unfinished(long conversations, long ageMillis) {
    unfinished.set(conversations);
    oldestUnfinished.set(TimeUnit.MILLISECONDS.toSeconds(ageMillis));
  }
}
