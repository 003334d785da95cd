package io.crossim.it.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.it.client.Route;
import io.crossim.it.client.User;
import io.crossim.it.client.V2Client;
import io.crossim.it.fixture.CimCluster;
import io.crossim.it.fixture.ClusterSpec;
import io.crossim.it.fixture.LocalBackends;
import io.crossim.it.fixture.SingleProcess;
import io.crossim.sdk.Client;
import io.crossim.sdk.ClientBuilder;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message, followed from the call of its sender to the acknowledgement of its receiver. */
class TracesIT {

  private static final String TEXT = "only for your eyes";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  @TempDir private Path directory;

  private final OtlpReceiver receiver = new OtlpReceiver();
  private final SdkTracerProvider sending = provider("the sender");
  private final SdkTracerProvider receiving = provider("the receiver");
  private final List<String> texts = new CopyOnWriteArrayList<>();

  private SdkTracerProvider provider(String service) {
    return SdkTracerProvider.builder()
        .setResource(Resource.create(Attributes.builder().put("service.name", service).build()))
        .addSpanProcessor(
            SimpleSpanProcessor.create(
                OtlpHttpSpanExporter.builder()
                    .setEndpoint(receiver.url())
                    .addHeader("Authorization", OtlpReceiver.KEY)
                    .build()))
        .build();
  }

  @AfterEach
  void close() {
    sending.close();
    receiving.close();
    receiver.close();
  }

  private ClusterSpec followed(ClusterSpec spec) {
    return spec.withBoth("cim.tracing.endpoint", receiver.url())
        .withBoth("cim.tracing.ratio", 0)
        .withBoth("cim.tracing.headers.authorization", OtlpReceiver.KEY);
  }

  private SingleProcess follows(int ratio) {
    return SingleProcess.start(
        directory,
        "cim.tracing.endpoint=" + receiver.url(),
        "cim.tracing.ratio=" + ratio,
        "cim.tracing.headers.authorization=" + OtlpReceiver.KEY);
  }

  private Client client(Route route, User user, SdkTracerProvider traces) throws Exception {
    Client client =
        untraced(route, user)
            .telemetry(OpenTelemetrySdk.builder().setTracerProvider(traces).build())
            .build();
    client.start().get(20, TimeUnit.SECONDS);
    return client;
  }

  private ClientBuilder untraced(Route route, User user) {
    return Client.builder()
        .routeUrl(route.url())
        .user(user.id(), user.name())
        .listener(message -> texts.add(message.text()));
  }

  /** The spans of the only trace with this step, when all of them are there, by their names. */
  private Map<String, ExportedSpan> awaitTrace(String... steps) {
    await().untilAsserted(() -> assertThat(names(receiver.spans())).containsAll(List.of(steps)));
    List<ExportedSpan> spans = receiver.spans();
    assertThat(names(spans)).containsExactlyInAnyOrder(steps);
    assertThat(spans).extracting(ExportedSpan::trace).containsOnly(spans.get(0).trace());
    assertThat(spans).noneSatisfy(span -> assertThat(span.text()).contains(TEXT));
    return spans.stream().collect(Collectors.toMap(ExportedSpan::name, Function.identity()));
  }

  private static List<String> names(List<ExportedSpan> spans) {
    return spans.stream().map(ExportedSpan::name).toList();
  }

  private static void assertParent(Map<String, ExportedSpan> spans, String step, String parent) {
    assertThat(spans.get(step).parent())
        .as(step + " below " + parent)
        .isEqualTo(spans.get(parent).id());
  }

  @Test
  void aClusterTellsAllStepsOfAMessage() throws Exception {
    try (LocalBackends backends = LocalBackends.start(directory);
        CimCluster cluster =
            CimCluster.start(
                backends.addresses(), followed(ClusterSpec.of(2, 1)), directory.resolve("logs"))) {
      Route route = cluster.route(0);
      User ana = cluster.userOn(0, route, "ana");
      User bo = cluster.userOn(1, route, "bo");
      try (Client sender = client(route, ana, sending);
          Client taker = client(route, bo, receiving);
          Client nobody = untraced(route, route.register("cy")).build()) {
        nobody.start().get(20, TimeUnit.SECONDS);
        nobody.send(bo.id(), "nobody follows this").get(20, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(texts).hasSize(1));
        sender.send(bo.id(), TEXT).get(20, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(texts).contains(TEXT));
        Map<String, ExportedSpan> spans =
            awaitTrace("send", "upload", "route", "store", "push", "deliver", "receive");
        assertThat(spans.get("send").parent()).isEmpty();
        assertParent(spans, "upload", "send");
        assertParent(spans, "route", "upload");
        assertParent(spans, "store", "route");
        assertParent(spans, "push", "route");
        assertParent(spans, "deliver", "push");
        assertParent(spans, "receive", "deliver");
        assertThat(spans.get("deliver").attributes().get("cim.acknowledged")).contains("true");
        String id = spans.get("send").attributes().get("messaging.message.id");
        assertThat(id).isNotEmpty();
        assertThat(List.of("upload", "route", "deliver", "receive"))
            .allSatisfy(
                step ->
                    assertThat(spans.get(step).attributes())
                        .containsEntry("messaging.message.id", id));
        assertThat(spans.get("send").service()).isEqualTo("the sender");
        assertThat(spans.get("upload").service()).isEqualTo("cim-server");
        assertThat(spans.get("route").service()).isEqualTo("cim-forward-route");
        assertThat(spans.get("receive").service()).isEqualTo("the receiver");
        assertThat(spans.get("deliver").process()).isNotEqualTo(spans.get("upload").process());
      }
    }
  }

  @Test
  void aMessageThatWaitedGoesOnWithItsTrace() throws Exception {
    try (SingleProcess cim = follows(/* ratio= */ 0)) {
      Route route = cim.route();
      User ana = route.register("ana");
      User bo = route.register("bo");
      route
          .http()
          .with("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
          .post("/p2pRoute", Map.of("userId", ana.id(), "receiveUserId", bo.id(), "msg", TEXT))
          .orFail();
      try (V2Client b = V2Client.online(route, bo)) {
        b.awaitText(TEXT);
      }
      Map<String, ExportedSpan> spans = awaitTrace("route", "store", "deliver");
      assertThat(spans.get("route").trace()).isEqualTo(TRACE);
      assertThat(spans.get("route").parent()).isEqualTo(CALLER);
      assertParent(spans, "store", "route");
      assertParent(spans, "deliver", "route");
    }
  }

  @Test
  void aServiceFollowsMessagesThatNoSenderFollows() throws Exception {
    try (SingleProcess cim = follows(/* ratio= */ 1)) {
      Route route = cim.route();
      User bo = route.register("bo");
      try (Client sender = untraced(route, route.register("ana")).build();
          Client taker = untraced(route, bo).build()) {
        sender.start().get(20, TimeUnit.SECONDS);
        taker.start().get(20, TimeUnit.SECONDS);
        sender.send(bo.id(), TEXT).get(20, TimeUnit.SECONDS);
        Map<String, ExportedSpan> spans = awaitTrace("upload", "route", "store", "push", "deliver");
        assertThat(spans.get("upload").parent()).isEmpty();
        assertThat(spans.get("deliver").attributes().get("cim.acknowledged")).contains("true");
      }
    }
  }

  @Test
  void servicesThatFollowNothingPassTheTraceOn() throws Exception {
    try (SingleProcess cim = SingleProcess.start(directory)) {
      Route route = cim.route();
      User bo = route.register("bo");
      try (Client sender = client(route, route.register("ana"), sending);
          Client taker = client(route, bo, receiving)) {
        sender.send(bo.id(), TEXT).get(20, TimeUnit.SECONDS);
        assertParent(awaitTrace("send", "receive"), "receive", "send");
      }
    }
  }
}
