package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.Await;
import io.crossim.common.trace.MessageTraces;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The spans of messages to groups. */
class TracedPostsTest {

  private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final ConversationFixture route =
      new ConversationFixture(
          MessageTraces.to(OpenTelemetrySdk.builder().setTracerProvider(provider).build()));

  @AfterEach
  void close() {
    route.close();
    provider.close();
  }

  @Test
  void aMessageHasOneStepForAllItsReceivers() {
    long group = route.group(2L, 3L);
    route.logIn(2, "desk");
    route.logIn(3, "desk");

    Await.result(
        route
            .parts
            .conversations()
            .post(
                ConversationFixture.content(group, 1, "hello", CALLER),
                ConversationFixture.limit()));
    route.post(group, 1, "not followed");

    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("store", "push");
    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getTraceId)
        .containsOnly("0af7651916cd43dd8448eb211c80319c");
  }
}
