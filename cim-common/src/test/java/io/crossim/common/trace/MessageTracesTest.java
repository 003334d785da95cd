package io.crossim.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTracesTest {

  private static final String SOMEBODY = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider always = provider(Sampler.alwaysOn());
  private final SdkTracerProvider never = provider(Sampler.parentBased(Sampler.alwaysOff()));
  private final MessageTraces all = traces(always);
  private final MessageTraces none = traces(never);

  private SdkTracerProvider provider(Sampler sampler) {
    return SdkTracerProvider.builder()
        .setSampler(sampler)
        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
        .build();
  }

  private static MessageTraces traces(SdkTracerProvider provider) {
    return MessageTraces.to(OpenTelemetrySdk.builder().setTracerProvider(provider).build());
  }

  @AfterEach
  void close() {
    always.close();
    never.close();
  }

  private SpanData only() {
    List<SpanData> spans = exporter.getFinishedSpanItems();
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  @Test
  void theFirstStepGoesOnWithTheSendersTrace() {
    MessageTraces.end(all.enter(Step.ROUTE, SOMEBODY), ResultCode.SUCCESS.code(), 7);
    SpanData span = only();
    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span.getName()).isEqualTo("route");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().asMap().toString()).contains("messaging.message.id=7");
  }

  @Test
  void aSenderWhoFollowsAMessageIsFollowedWhateverTheSamplerWouldHaveChosen() {
    assertThat(none.enter(Step.ROUTE, SOMEBODY).isRecording()).isTrue();
    assertThat(none.enter(Step.ROUTE, "").isRecording()).isFalse();
  }

  @Test
  void theFirstStepOfASenderIsAChildOfWhatHeDoes() {
    Span outer = always.get("test").spanBuilder("outer").startSpan();
    try (Scope scope = outer.makeCurrent()) {
      all.enter(Step.SEND, "").end();
    }
    assertThat(only().getParentSpanId()).isEqualTo(outer.getSpanContext().getSpanId());
  }

  @Test
  void laterStepsAreOnlyThoseOfMessagesThatAreFollowed() {
    assertThat(all.follow(Step.STORE, "").isRecording()).isFalse();
    Span first = all.enter(Step.UPLOAD, "");
    Span second = all.follow(Step.ROUTE, MessageTraces.onward(first, ""));
    second.end();
    assertThat(only().getParentSpanContext().getSpanId())
        .isEqualTo(first.getSpanContext().getSpanId());
  }

  @Test
  void whereNothingIsFollowedAContextTravelsOn() {
    Span span = MessageTraces.OFF.enter(Step.ROUTE, SOMEBODY);
    assertThat(span.isRecording()).isFalse();
    assertThat(MessageTraces.onward(span, SOMEBODY)).isEqualTo(SOMEBODY);
    assertThat(MessageTraces.OFF.isOn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-and more",
      })
  void whatIsNoContextIsAsGoodAsNone(String context) {
    Span span = all.enter(Step.ROUTE, context);
    assertThat(MessageTraces.onward(span, context)).hasSize(55).doesNotContain(context);
    span.end();
    assertThat(only().getParentSpanContext().isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "xx-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-and more",
      })
  void whatIsNoContextDoesNotTravelAndBeginsNothing(String context) {
    assertThat(MessageTraces.onward(Span.getInvalid(), context)).isEmpty();
    assertThat(all.follow(Step.STORE, context).isRecording()).isFalse();
  }

  @Test
  void aSenderWhoDoesNotWantToBeFollowedIsNot() {
    String no = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    assertThat(all.follow(Step.STORE, no).isRecording()).isFalse();
    assertThat(MessageTraces.onward(Span.getInvalid(), no)).isEqualTo(no);
  }

  @Test
  void aFailureTellsItsCode() {
    MessageTraces.fail(all.enter(Step.SEND, ""), new CimException(ResultCode.INBOX_FULL, "full"));
    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(only().getStatus().getDescription()).isEqualTo(ResultCode.INBOX_FULL.code());
  }

  @Test
  void aPayloadNamesTheLatestSpanOnly() throws Exception {
    Message message =
        Message.newBuilder()
            .setBody(ByteString.copyFromUtf8("hi"))
            .setSenderId(3)
            .setTrace(SOMEBODY)
            .build();
    assertThat(TracedPayload.context(message.toByteArray())).isEqualTo(SOMEBODY);
    Span span = all.follow(Step.PUSH, SOMEBODY);
    ByteString marked = TracedPayload.with(message.toByteString(), span);
    assertThat(TracedPayload.context(marked)).isEqualTo(MessageTraces.onward(span, ""));
    assertThat(Message.parseFrom(marked).toBuilder().setTrace(SOMEBODY).build()).isEqualTo(message);
  }

  @Test
  void aPayloadMayHaveNoContext() {
    assertThat(TracedPayload.context(ByteString.EMPTY)).isEmpty();
    assertThat(TracedPayload.context(new byte[] {(byte) 0xff, 1})).isEmpty();
    ByteString payload = ByteString.copyFromUtf8("anything");
    assertThat(TracedPayload.with(payload, Span.getInvalid())).isSameAs(payload);
  }
}
