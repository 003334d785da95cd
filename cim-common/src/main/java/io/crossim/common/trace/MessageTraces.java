package io.crossim.common.trace;

import com.google.protobuf.ByteString;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the spans of messages that are followed. Any thread; never blocks.
 *
 * <p>A context is a W3C {@code traceparent}; the empty string stands for none. For a message that
 * is not followed every method answers a span that does nothing.
 */
public final class MessageTraces {

  /** Follows nothing; a context that somebody else has set still travels on. */
  public static final MessageTraces OFF = new MessageTraces(null);

  /** The header and key of a context, as W3C names it. */
  public static final String TRACEPARENT = "traceparent";

  /** The trace context of W3C: version, trace, span and flags. */
  private static final Pattern CONTEXT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private static final TextMapGetter<String> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String context) {
          return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String context, String key) {
          return key.equals(TRACEPARENT) ? context : null;
        }
      };

  private final @Nullable Tracer tracer;

  private MessageTraces(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  /** Gives the spans to this; its sampler decides about those that begin a trace. */
  public static MessageTraces to(OpenTelemetry telemetry) {
    return new MessageTraces(telemetry.getTracer("io.crossim"));
  }

  public boolean isOn() {
    return tracer != null;
  }

  /**
   * Begins the first step in this process of a message that comes from outside: it goes on with the
   * sender's trace. Without one it goes on with the calling thread's, if there is one, else it is
   * the sampler's choice whether this message is followed.
   */
  public Span enter(Step step, String context) {
    if (tracer == null) {
      return Span.getInvalid();
    }
    return begin(tracer, step, context.isEmpty() ? Context.current() : parse(context));
  }

  /** Begins the next step of a message; does nothing for one that is not followed. */
  public Span follow(Step step, String context) {
    if (tracer == null || context.isEmpty()) {
      return Span.getInvalid();
    }
    Context parent = parse(context);
    return Span.fromContext(parent).getSpanContext().isSampled()
        ? begin(tracer, step, parent)
        : Span.getInvalid();
  }

  /**
   * Begins the next step of a stored message; does nothing for one that is not followed. Its
   * context is read only while traces are on.
   */
  public Span follow(Step step, ByteString payload) {
    return tracer == null ? Span.getInvalid() : follow(step, TracedPayload.context(payload));
  }

  private static Span begin(Tracer tracer, Step step, Context parent) {
    return tracer
        .spanBuilder(step.spanName())
        .setSpanKind(step.kind())
        .setParent(parent)
        .setAttribute("messaging.system", "cim")
        .startSpan();
  }

  /** What the next step is to go on with: this span, or if it does nothing what was given to it. */
  public static String onward(Span span, String given) {
    if (span.isRecording()) {
      return context(span);
    }
    return given.isEmpty() || !CONTEXT.matcher(given).matches() ? "" : given;
  }

  static String context(Span span) {
    SpanContext context = span.getSpanContext();
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + "-"
        + context.getTraceFlags().asHex();
  }

  /**
   * Ends a step that has an outcome.
   *
   * @param code a result code
   * @param messageId 0 where there is none
   */
  public static void end(Span span, String code, long messageId) {
    if (!span.isRecording()) {
      return;
    }
    name(span, messageId);
    if (!code.equals(ResultCode.SUCCESS.code())) {
      span.setStatus(StatusCode.ERROR, code);
    }
    span.end();
  }

  /** Ends a step that failed. */
  public static void fail(Span span, Throwable cause) {
    ResultCode code = cause instanceof CimException known ? known.code() : ResultCode.FAILURE;
    end(span, code.code(), /* messageId= */ 0);
  }

  /** Says which message it is; 0 for one without an id. */
  public static void name(Span span, long messageId) {
    if (messageId != 0) {
      span.setAttribute("messaging.message.id", Long.toString(messageId));
    }
  }

  private static Context parse(String context) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), context, GETTER);
  }
}
