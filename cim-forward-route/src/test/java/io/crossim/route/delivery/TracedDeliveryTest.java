package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendItem;
import io.crossim.route.link.ServerFanOut;
import io.crossim.route.link.ServerLinks;
import io.crossim.service.clock.Deadline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans of a route end, whatever becomes of the message. */
class TracedDeliveryTest {

  private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final MessageTraces traces =
      MessageTraces.to(OpenTelemetrySdk.builder().setTracerProvider(provider).build());

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final ServerLinks links =
      new ServerLinks(
          node -> {
            throw new AssertionError("no server is listed");
          },
          () -> "",
          executor,
          executor);
  private final DeliveryMeters meters = new DeliveryMeters(new SimpleMeterRegistry());
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final Accounts accounts = new Accounts(new MemoryAccountStore(InstantSource.system()));
  private final StoredAccount alice = accounts.register("alice", null);
  private final long bob = accounts.register("bob", null).userId();
  private final PushHints hints = new PushHints(sessions, links, meters, traces);
  private FakeInboxes inboxes = new FakeInboxes();

  @AfterEach
  void close() {
    links.close();
    executor.shutdownNow();
    provider.close();
  }

  /** Over HTTP; what becomes of it is told by the spans. */
  private void call(String id) {
    new PrivateDelivery(inboxes, sessions, hints, traces, executor, executor)
        .deliver(
            List.of(
                new CheckedMessage(
                    alice, bob, "", ByteString.copyFromUtf8("hi"), OutgoingId.given(id))),
            CALLER,
            /* wantsStatus= */ false,
            Deadline.of(Duration.ofMinutes(1)))
        .handle((sent, failure) -> sent)
        .join();
  }

  /** Over a connection. */
  private void upload(long receiver) {
    BroadcastDelivery group =
        new BroadcastDelivery(new ServerFanOut(links), Clock.systemUTC(), meters);
    var bound = new Session(alice.userId(), "v3", "elsewhere:1:2", "b", 1, 77);
    sessions.restore(List.of(bound)).join();
    SendItem item =
        SendItem.newBuilder()
            .setSenderId(alice.userId())
            .setGeneration(bound.generation())
            .setConversationId(receiver)
            .setBody(ByteString.copyFromUtf8("hi"))
            .setClientMsgId("x")
            .setTrace(CALLER)
            .build();
    new Uplink(accounts, inboxes, sessions, hints, group, new FakeGroups(), 1_000, traces, executor)
        .send(SendBatch.newBuilder().addSends(item).build())
        .join();
  }

  /** Names of the spans that ended, each with the code of its failure. */
  private List<String> ended() {
    return exporter.getFinishedSpanItems().stream().map(TracedDeliveryTest::words).toList();
  }

  private static String words(SpanData span) {
    return (span.getName() + " " + span.getStatus().getDescription()).strip();
  }

  @Test
  void whatIsStoredEndsWell() {
    call("x");
    upload(bob);
    assertThat(ended()).containsExactlyInAnyOrder("store", "route", "store", "route");
  }

  @Test
  void aStoreThatIsAwayIsTheFailureOfBoth() {
    inboxes.away = true;
    call("x");
    upload(bob);
    assertThat(ended())
        .containsExactlyInAnyOrder("store 4000", "route 4000", "store 4000", "route 4000");
  }

  @Test
  void anInboxThatIsFullRefusesTheMessageOnly() {
    inboxes = new FakeInboxes(new InboxLimits(Duration.ofDays(1), 1));
    call("y");
    exporter.reset();
    call("z");
    upload(bob);
    assertThat(ended()).containsExactlyInAnyOrder("store", "route 7300", "store", "route 7300");
  }

  @Test
  void aMessageToNobodyGetsNoFurther() {
    upload(bob + 1_000);
    assertThat(ended()).containsExactly("route 9100");
  }
}
