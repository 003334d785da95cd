package io.crossim.common.trace;

import io.opentelemetry.api.trace.SpanKind;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.experimental.Accessors;

/** What happens to a message on its way; each is a span. doc/tracing.md tells when they end. */
@Getter(AccessLevel.PACKAGE)
@Accessors(fluent = true)
@RequiredArgsConstructor
public enum Step {
  /** The library of the sender: from the call to the outcome. */
  SEND("send", SpanKind.PRODUCER),
  /** The server of the sender: from the frame to its answer. */
  UPLOAD("upload", SpanKind.SERVER),
  /** A route: from the request, over HTTP when it is checked, to its answer. */
  ROUTE("route", SpanKind.SERVER),
  /** The store of the inbox, with whatever else was in the batch. */
  STORE("store", SpanKind.CLIENT),
  /** The route's hint to the server of the receiver. */
  PUSH("push", SpanKind.CLIENT),
  /** The server of the receiver: from the write to the acknowledgement. */
  DELIVER("deliver", SpanKind.SERVER),
  /** The library of the receiver: the listener's call. */
  RECEIVE("receive", SpanKind.CONSUMER);

  private final String spanName;
  private final SpanKind kind;
}
