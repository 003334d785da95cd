package io.crossim.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Message;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.TracedPayload;
import io.crossim.route.api.StoredMessage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliverySpansTest {

  private static final int MOST = 20;
  private static final String ROUTE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build();
  private final DeliverySpans followed =
      new DeliverySpans(
          MessageTraces.to(OpenTelemetrySdk.builder().setTracerProvider(provider).build()),
          new Semaphore(MOST));

  @AfterEach
  void close() {
    provider.close();
  }

  private static StoredMessage message(long seq, String trace) {
    return StoredMessage.newBuilder()
        .setSeq(seq)
        .setMessageId(seq + 100)
        .setPayload(Message.newBuilder().setTrace(trace).setSenderId(5).build().toByteString())
        .build();
  }

  private List<Boolean> ended() {
    return exporter.getFinishedSpanItems().stream()
        .map(SpanData::getAttributes)
        .map(attributes -> attributes.get(AttributeKey.booleanKey("cim.acknowledged")))
        .toList();
  }

  @Test
  void aFollowedMessageNamesItsNewSpanAndEndsWithItsAcknowledgement() {
    StoredMessage plain = message(1, "");
    List<StoredMessage> written = followed.begin(List.of(plain, message(2, ROUTE)), 9);
    assertThat(written.get(0)).isSameAs(plain);
    followed.acknowledged(1);
    assertThat(ended()).isEmpty();
    followed.acknowledged(2);
    assertThat(ended()).containsExactly(true);
    SpanData span = exporter.getFinishedSpanItems().get(0);
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(TracedPayload.context(written.get(1).getPayload())).contains(span.getSpanId());
  }

  @Test
  void whatIsNotAcknowledgedEndsToo() {
    followed.begin(List.of(message(1, ROUTE), message(2, ROUTE)), 9);
    followed.acknowledged(1);
    followed.giveUp();
    followed.acknowledged(2);
    assertThat(ended()).containsExactly(true, false);
  }

  @Test
  void noMoreAreFollowedThanThereIsRoomFor() {
    List<StoredMessage> many = new ArrayList<>();
    for (int seq = 1; seq <= MOST + 5; seq++) {
      many.add(message(seq, ROUTE));
    }
    followed.begin(many, 9);
    followed.acknowledged(many.size());
    assertThat(ended()).hasSize(MOST);
    followed.begin(List.of(message(many.size() + 1, ROUTE)), 9);
    followed.giveUp();
    assertThat(ended()).hasSize(MOST + 1);
  }

  @Test
  void whereNothingIsFollowedNothingIsCopied() {
    List<StoredMessage> plain = List.of(message(1, ""), message(2, ""));
    assertThat(followed.begin(plain, 9)).isSameAs(plain);
  }
}
